package com.evaratech.local.launcher.bench;

import static org.assertj.core.api.Assertions.assertThat;

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
}
