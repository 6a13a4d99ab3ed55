package com.evaratech.gateway.live;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Timers that end with their connection; on its event loop. */
final class Timers {

    private final Vertx vertx;
    private final List<Long> running = new ArrayList<>();

    Timers(Vertx vertx) {
        this.vertx = vertx;
    }

    void once(Duration after, Runnable action) {
        running.add(vertx.setTimer(Math.max(1, after.toMillis()), id -> action.run()));
    }

    void every(Duration interval, Runnable action) {
        running.add(vertx.setPeriodic(interval.toMillis(), id -> action.run()));
    }

    void cancel() {
        running.forEach(vertx::cancelTimer);
        running.clear();
    }
}
