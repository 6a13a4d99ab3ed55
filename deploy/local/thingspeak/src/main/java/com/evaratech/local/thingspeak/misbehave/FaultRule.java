package com.evaratech.local.thingspeak.misbehave;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** When a fault strikes: for one channel or all requests, by chance or for a number of requests. */
final class FaultRule {
    private final long id;
    private final Optional<Long> channel;
    private final Fault fault;
    private final double probability;
    private final AtomicInteger left;

    FaultRule(long id, Optional<Long> channel, Fault fault, double probability, int times) {
        this.id = id;
        this.channel = channel;
        this.fault = fault;
        this.probability = probability;
        this.left = new AtomicInteger(times);
    }

    long id() {
        return id;
    }

    Optional<Long> channel() {
        return channel;
    }

    Fault fault() {
        return fault;
    }

    double probability() {
        return probability;
    }

    int left() {
        return left.get();
    }

    /**
     * Whether the rule strikes this request, given a draw between 0 and 1; each strike uses it up
     * by one.
     */
    boolean strikes(Optional<Long> requested, double draw) {
        boolean concerns = channel.isEmpty() || channel.equals(requested);
        return concerns && draw < probability && left.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
    }
}
