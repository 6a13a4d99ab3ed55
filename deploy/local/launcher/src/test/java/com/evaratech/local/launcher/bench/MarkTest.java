package com.evaratech.local.launcher.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class MarkTest {

    @Test
    void shouldBeMetWhenTheValueIsNotAboveTheGoal() {
        assertThat(new Mark("x", 3, "s", 3).met()).isTrue();
        assertThat(new Mark("x", 3.01, "s", 3).met()).isFalse();
    }

    @Test
    void shouldTakeTheMedian() {
        assertThat(StartupBench.median(9, 1, 2)).isEqualTo(2);
        assertThat(StartupBench.median(4, 1, 2, 9)).isEqualTo(3);
    }

    @Test
    void shouldReadProcessorTimeThoughTheNameHoldsBracketsAndBlanks() {
        String stat = "42 (a) b (c) S 1 2 3 4 5 6 7 8 9 10 150 25 0 0 20 0 1 0 100 0";

        assertThat(ProcessCost.cpu(stat)).isEqualTo(Duration.ofMillis(1750));
    }

    @Test
    void shouldReadResidentMemory() {
        assertThat(ProcessCost.residentMib("Name:\tjava\nVmRSS:\t  204800 kB\n")).isEqualTo(200);
    }
}
