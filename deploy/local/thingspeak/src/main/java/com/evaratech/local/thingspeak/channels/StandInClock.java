package com.evaratech.local.thingspeak.channels;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The stand-in's own time: another clock plus an offset that can be moved, so that a test waits
 * neither fifteen seconds for the next write nor five minutes for the cache. Thread-safe.
 */
public final class StandInClock implements InstantSource {
    private final InstantSource base;
    private final AtomicReference<Duration> offset = new AtomicReference<>(Duration.ZERO);

    public StandInClock(InstantSource base) {
        this.base = base;
    }

    @Override
    public Instant instant() {
        return base.instant().plus(offset.get());
    }

    /** Moves the time; a negative amount moves it back. */
    public void advance(Duration amount) {
        offset.accumulateAndGet(amount, Duration::plus);
    }
}
