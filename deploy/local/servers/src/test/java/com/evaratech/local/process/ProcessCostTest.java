package com.evaratech.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ProcessCostTest {

    private static final String STAT =
            "42 (a) b (c) S 1 2 3 4 5 6 7 8 9 10 150 25 30 5 20 0 1 0 100 0";

    @Test
    void shouldReadProcessorTimeThoughTheNameHoldsBracketsAndBlanks() {
        assertThat(ProcessCost.cpu(STAT)).isEqualTo(Duration.ofMillis(1750));
    }

    @Test
    void shouldCountChildrenThatHaveEnded() {
        assertThat(ProcessCost.cpuWithEnded(STAT)).isEqualTo(Duration.ofMillis(2100));
    }

    @Test
    void shouldReadResidentMemory() {
        assertThat(ProcessCost.residentMib("Name:\tjava\nVmRSS:\t  204800 kB\n")).isEqualTo(200);
    }

    @Test
    void shouldReadTheMostResidentMemory() {
        String status = "VmHWM:\t  409600 kB\nVmRSS:\t  204800 kB\n";

        assertThat(ProcessCost.mostResidentMib(status)).isEqualTo(400);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldCountATreeAtLeastAsMuchAsItsRoot() throws IOException {
        ProcessHandle self = ProcessHandle.current();
        Duration alone = ProcessCost.cpu(self);

        assertThat(ProcessCost.cpuOfTree(self)).isGreaterThanOrEqualTo(alone);
    }
}
