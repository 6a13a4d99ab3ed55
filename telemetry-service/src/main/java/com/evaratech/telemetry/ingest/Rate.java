package com.evaratech.telemetry.ingest;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;

/**
 * A rate that each of many has for itself, by the generic cell rate algorithm: of each is kept only
 * until when what it took is paid for, and whoever owes nothing is forgotten. Thread-safe.
 */
final class Rate {

    private static final int FEW = 10_000;

    private final double nanosEach;
    private final long atOnceNanos;
    private final ConcurrentMap<String, Long> paidAt = new ConcurrentHashMap<>();
    private volatile int cleanedAt = FEW;

    /**
     * @param perSecond what comes back each second
     * @param atOnce what may be taken when nothing is owed
     */
    Rate(int perSecond, int atOnce) {
        this.nanosEach = (double) TimeUnit.SECONDS.toNanos(1) / perSecond;
        this.atOnceNanos = (long) (nanosEach * atOnce);
    }

    /**
     * Takes so much, or nothing.
     *
     * @return how long to wait when it is too much now; empty when it was taken
     */
    Optional<Duration> take(String who, int count, Instant now) {
        long nowNanos = nanos(now);
        long cost = (long) (nanosEach * count);
        // What the lambda decided is told by what it left behind.
        long[] missing = {0};
        paidAt.compute(
                who,
                (_, paid) -> {
                    long owed = Math.max(paid == null ? nowNanos : paid, nowNanos);
                    missing[0] = owed + cost - nowNanos - atOnceNanos;
                    return missing[0] > 0 ? paid : Long.valueOf(owed + cost);
                });
        if (paidAt.size() > cleanedAt) {
            clean(nowNanos);
        }
        return missing[0] > 0 ? Optional.of(Duration.ofNanos(missing[0])) : Optional.empty();
    }

    /** How many are remembered. */
    int remembered() {
        return paidAt.size();
    }

    private void clean(long nowNanos) {
        paidAt.values().removeIf(paid -> paid <= nowNanos);
        cleanedAt = Math.max(FEW, 2 * paidAt.size());
    }

    private static long nanos(Instant time) {
        return TimeUnit.SECONDS.toNanos(time.getEpochSecond()) + time.getNano();
    }
}
