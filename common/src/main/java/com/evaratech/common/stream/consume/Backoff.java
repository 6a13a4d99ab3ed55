package com.evaratech.common.stream.consume;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Ever longer pauses while something is away: 50 ms to 5 s, with full jitter. */
final class Backoff {

    private static final long SHORTEST_MILLIS = 50;
    private static final long LONGEST_MILLIS = 5_000;

    private long millis = SHORTEST_MILLIS;

    Duration next() {
        long pause = ThreadLocalRandom.current().nextLong(SHORTEST_MILLIS / 2, millis + 1);
        millis = Math.min(2 * millis, LONGEST_MILLIS);
        return Duration.ofMillis(pause);
    }

    void reset() {
        millis = SHORTEST_MILLIS;
    }
}
