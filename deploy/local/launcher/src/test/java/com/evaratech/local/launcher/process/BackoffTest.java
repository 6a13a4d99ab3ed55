package com.evaratech.local.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BackoffTest {

    @Test
    void shouldDoubleThePauseUpToHalfAMinute() {
        Backoff backoff = new Backoff();

        List<Duration> pauses =
                Stream.generate(() -> backoff.afterDeath(Duration.ZERO)).limit(7).toList();

        assertThat(pauses)
                .extracting(Duration::toSeconds)
                .containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L);
    }

    @Property
    void shouldBeginAnewAfterASteadyLife(@ForAll @IntRange(max = 50) int deaths) {
        Backoff backoff = new Backoff();
        IntStream.range(0, deaths)
                .forEach(i -> assertThat(backoff.afterDeath(Duration.ZERO)).isPositive());

        Duration pause = backoff.afterDeath(Backoff.STEADY);

        assertThat(pause).isEqualTo(Backoff.FIRST);
    }
}
