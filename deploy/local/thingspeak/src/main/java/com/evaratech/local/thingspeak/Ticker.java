package com.evaratech.local.thingspeak;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Calls something five times a second on a thread of its own, until closed. */
final class Ticker implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Ticker.class.getName());
    // 200: ticks do nothing unless something is due; a second of recorded time must not wait for a
    // whole one
    private static final int MILLIS = 200;

    private final ScheduledExecutorService executor;
    private final ScheduledFuture<?> ticks;

    private Ticker(ScheduledExecutorService executor, ScheduledFuture<?> ticks) {
        this.executor = executor;
        this.ticks = ticks;
    }

    static Ticker start(Runnable tick) {
        ScheduledExecutorService executor =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("stand-in-ticker").factory());
        return new Ticker(
                executor,
                executor.scheduleWithFixedDelay(
                        () -> guarded(tick), 0, MILLIS, TimeUnit.MILLISECONDS));
    }

    /** The loop's outermost edge: a failed tick is logged, the next one comes. */
    private static void guarded(Runnable tick) {
        try {
            tick.run();
        } catch (RuntimeException failure) {
            LOG.log(Level.ERROR, "Playing rows failed; trying again", failure);
        }
    }

    @Override
    public void close() {
        ticks.cancel(false);
        executor.close();
    }
}
