package com.evaratech.gateway.routing;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Spares callers the wait for a service that cannot be reached: after several failures in a row
 * nobody tries for a moment, and then one alone. Only connections count; a service that answers, be
 * it slowly or with errors, is there.
 */
final class Breaker {

    // 5: a pod that goes breaks one or two connections.
    private static final int FAILURES = 5;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final LongSupplier nanoTime;
    private int failures;
    private long pausedSince;
    private boolean trying;

    /**
     * Lets everybody through.
     *
     * @param nanoTime a clock that only goes forward
     */
    Breaker(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Whether a connection may be tried; who may has to tell what came of it. */
    synchronized boolean admits() {
        if (failures < FAILURES) {
            return true;
        }
        if (trying || nanoTime.getAsLong() - pausedSince < PAUSE.toNanos()) {
            return false;
        }
        trying = true;
        return true;
    }

    synchronized void succeeded() {
        failures = 0;
        trying = false;
    }

    synchronized void failed() {
        failures++;
        trying = false;
        pausedSince = nanoTime.getAsLong();
    }

    /** Nothing came of it, and nothing was learnt. */
    synchronized void gaveUp() {
        trying = false;
    }

    /** Whether nobody may try now, or one alone. */
    synchronized boolean isOpen() {
        return failures >= FAILURES;
    }
}
