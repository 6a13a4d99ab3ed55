package com.evaratech.local.thingspeak.misbehave;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How one channel was asked.
 *
 * @param requests how many requests it got
 * @param spoilt how many of them were answered by a fault
 * @param first when the first came
 * @param last when the last came
 * @param shortestGap the shortest time between two in a row, once there were two
 */
public record RequestCount(
        long requests, long spoilt, Instant first, Instant last, Optional<Duration> shortestGap) {

    static RequestCount firstAt(Instant now, boolean spoilt) {
        return new RequestCount(1, spoilt ? 1 : 0, now, now, Optional.empty());
    }

    RequestCount andAt(Instant now, boolean spoiltToo) {
        Duration gap = Duration.between(last, now);
        boolean shorter = shortestGap.map(shortest -> gap.compareTo(shortest) < 0).orElse(true);
        return new RequestCount(
                requests + 1,
                spoilt + (spoiltToo ? 1 : 0),
                first,
                now,
                shorter ? Optional.of(gap) : shortestGap);
    }
}
