package com.evaratech.common.outbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;

/**
 * What an outbox shows: how many events wait, for how long the oldest has (it grows while nothing
 * is relayed, whatever the reason), and how many were relayed. Every replica knows the first two.
 */
final class OutboxMetrics {

    static final String WAITING = "evara.outbox.waiting";
    static final String AGE = "evara.outbox.age";
    static final String RELAYED = "evara.outbox.relayed";

    private static final double NANOS = 1e9;

    private final InstantSource clock;
    private final Counter relayed;
    private volatile OutboxLevel level = OutboxLevel.EMPTY;

    OutboxMetrics(MeterRegistry registry, InstantSource clock) {
        this.clock = clock;
        var _ =
                Gauge.builder(WAITING, this, it -> it.level.waiting())
                        .description("Events in the outbox that are not yet relayed")
                        .strongReference(true)
                        .register(registry);
        var _ =
                Gauge.builder(AGE, this, OutboxMetrics::ageSeconds)
                        .description("For how long the oldest event in the outbox waits")
                        .baseUnit("seconds")
                        .strongReference(true)
                        .register(registry);
        this.relayed =
                Counter.builder(RELAYED)
                        .description("Events relayed by this replica")
                        .register(registry);
    }

    void level(OutboxLevel now) {
        level = now;
    }

    /** Whether nothing waited when it was looked at last. */
    boolean isEmpty() {
        return level.waiting() == 0;
    }

    void relayed(int events) {
        relayed.increment(events);
    }

    private double ageSeconds() {
        var oldest = level.oldest();
        return oldest == null
                ? 0
                : Math.max(0, Duration.between(oldest, clock.instant()).toNanos() / NANOS);
    }
}
