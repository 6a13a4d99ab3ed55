package com.evaratech.bench.host;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waiting, where time itself is what a fault is made of. */
public final class Pause {

    private static final Duration LOOK = Duration.ofMillis(20);

    private Pause() {}

    /** Lets time go by. */
    public static void of(Duration time) throws InterruptedException {
        boolean _ = new Semaphore(0).tryAcquire(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Waits until something holds; false when it did not within the patience. */
    public static boolean until(Duration patience, BooleanSupplier holds)
            throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            of(LOOK);
        }
        return true;
    }
}
