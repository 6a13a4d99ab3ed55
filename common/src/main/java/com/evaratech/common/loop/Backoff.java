package com.evaratech.common.loop;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: twice as long after each failure, up to a limit, and
 * then between half of it and all of it by chance, so that a fleet does not come back in step.
 *
 * @param first the wait after one failure, before chance
 * @param longest the limit
 * @param chance where chance comes from
 */
public record Backoff(Duration first, Duration longest, RandomGenerator chance) {

    // Beyond this many doublings any limit is reached; a shift by more would wrap around.
    private static final int MOST_DOUBLINGS = 30;

    public Backoff {
        if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException("0 < first <= longest: " + first + ", " + longest);
        }
    }

    /**
     * The wait after so many failures in a row.
     *
     * @param failures 1 or more
     */
    public Duration after(int failures) {
        long doubled = first.toNanos() << Math.min(failures - 1, MOST_DOUBLINGS);
        long limit = longest.toNanos();
        long nanos = doubled <= 0 || doubled > limit ? limit : doubled;
        return Duration.ofNanos(nanos / 2 + chance.nextLong(nanos / 2 + 1));
    }
}
