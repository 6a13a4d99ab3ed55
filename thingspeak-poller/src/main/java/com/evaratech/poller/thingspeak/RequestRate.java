package com.evaratech.poller.thingspeak;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * A bucket of tokens per channel or key, as the one time at which it would be full again. One
 * replica keeps it for itself: a node's channel is polled by one at a time. Where several nodes
 * share a channel or a key, each replica that polls one of them has a bucket of its own.
 */
final class RequestRate {

    // A bucket that is full is as good as none; looking for them costs a walk over all.
    private static final int TAKES_BETWEEN_SWEEPS = 10_000;

    private final long tokenNanos;
    private final long burstNanos;
    private final LongSupplier nanoTime;
    private final Map<Object, Long> fullAt = new ConcurrentHashMap<>();
    private final AtomicInteger takes = new AtomicInteger();

    /**
     * @param perMinute requests that one may make in the long run, 1 or more; a sixth of it, and at
     *     least one, at once
     * @param nanoTime a clock that only goes forward
     */
    RequestRate(int perMinute, LongSupplier nanoTime) {
        this.tokenNanos = Duration.ofMinutes(1).toNanos() / perMinute;
        this.burstNanos = tokenNanos * Math.max(1, perMinute / 6);
        this.nanoTime = nanoTime;
    }

    /** Takes a token; otherwise how long until there is one. */
    Duration take(Object whose) {
        long now = nanoTime.getAsLong();
        if (takes.incrementAndGet() % TAKES_BETWEEN_SWEEPS == 0) {
            boolean _ = fullAt.values().removeIf(at -> at - now <= 0);
        }
        long[] wait = {0};
        Long _ =
                fullAt.compute(
                        whose,
                        (_, before) -> {
                            long from = before == null || before - now < 0 ? now : before;
                            wait[0] = from + tokenNanos - now - burstNanos;
                            return wait[0] > 0 ? from : from + tokenNanos;
                        });
        return Duration.ofNanos(Math.max(0, wait[0]));
    }
}
