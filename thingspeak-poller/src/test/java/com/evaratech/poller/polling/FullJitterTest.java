package com.evaratech.poller.polling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FullJitterTest {

    private final FullJitter waits =
            new FullJitter(Duration.ofSeconds(10), Duration.ofMinutes(5), new SplittableRandom(1));

    @ParameterizedTest
    @CsvSource({"1, 10", "2, 20", "5, 160", "6, 300", "40, 300", "1000000, 300"})
    void shouldDrawFromNothingUpToALimitThatDoubles(int failures, long limitSeconds) {
        var limit = Duration.ofSeconds(limitSeconds);

        var drawn = IntStream.range(0, 1_000).mapToObj(_ -> waits.after(failures)).toList();

        assertThat(drawn)
                .allSatisfy(wait -> assertThat(wait).isBetween(Duration.ZERO, limit))
                .anySatisfy(wait -> assertThat(wait).isLessThan(limit.dividedBy(10)))
                .anySatisfy(wait ->
                        assertThat(wait).isGreaterThan(limit.multipliedBy(9).dividedBy(10)));
    }

    @Test
    void shouldRefuseALimitBelowTheFirstWait() {
        assertThatThrownBy(() ->
                        new FullJitter(
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(1),
                                new SplittableRandom(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
