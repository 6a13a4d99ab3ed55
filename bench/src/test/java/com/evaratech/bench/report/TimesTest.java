package com.evaratech.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TimesTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Report report =
            new Report(new PrintStream(bytes, true, StandardCharsets.UTF_8), false);

    @Test
    void shouldMissItsGoalWhenMoreThanOneInTwentyIsSlow() {
        var times = new Times();
        for (int i = 0; i < 100; i++) {
            times.record("quick", TimeUnit.MILLISECONDS.toNanos(i < 95 ? 5 : 500));
            times.record("slow", TimeUnit.MILLISECONDS.toNanos(i < 94 ? 5 : 500));
        }

        times.tell(report, "list", 20);

        assertThat(report.end()).isFalse();
        assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
                .anySatisfy(line -> assertThat(line).matches("list\\.quick\\.p95 .* met"))
                .anySatisfy(line -> assertThat(line).matches("list\\.slow\\.p95 .* NOT MET"));
    }
}
