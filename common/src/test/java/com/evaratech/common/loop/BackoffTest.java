package com.evaratech.common.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class BackoffTest {

    private static final Duration FIRST = Duration.ofMillis(50);
    private static final Duration LONGEST = Duration.ofSeconds(2);

    @Property
    void shouldDoubleUpToTheLimitAndVaryByHalf(
            @ForAll @IntRange(min = 1, max = Integer.MAX_VALUE) int failures, @ForAll long seed) {
        Duration wait = new Backoff(FIRST, LONGEST, new SplittableRandom(seed)).after(failures);

        Duration whole = failures > 6 ? LONGEST : FIRST.multipliedBy(1L << (failures - 1));
        assertThat(wait).isBetween(whole.dividedBy(2), whole);
    }
}
