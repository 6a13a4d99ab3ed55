package com.evaratech.poller.polling;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long one of many waits after failures: by chance between nothing and a limit, which doubles
 * with each failure. A whole fleet of channels that failed in the same moment comes back evenly.
 *
 * @param first the limit after one failure
 * @param longest the highest limit
 * @param chance where chance comes from
 */
record FullJitter(Duration first, Duration longest, RandomGenerator chance) {

    // Beyond this many doublings any limit is reached; a shift by more would wrap around.
    private static final int MOST_DOUBLINGS = 30;

    FullJitter {
        if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException("0 < first <= longest: " + first + ", " + longest);
        }
    }

    /**
     * The wait after so many failures in a row.
     *
     * @param failures 1 or more
     */
    Duration after(int failures) {
        long doubled = first.toNanos() << Math.min(failures - 1, MOST_DOUBLINGS);
        boolean isBeyond =
                failures - 1 > MOST_DOUBLINGS || doubled <= 0 || doubled > longest.toNanos();
        return Duration.ofNanos(chance.nextLong((isBeyond ? longest.toNanos() : doubled) + 1));
    }
}
