package com.evaratech.gateway.live;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** How many frames a client may send in a minute, whatever is in them; on one event loop. */
final class FrameBudget {

    private final int perMinute;
    private final LongSupplier nanoTime;
    private long minuteBegan;
    private int taken;

    /**
     * Nothing is taken yet.
     *
     * @param nanoTime a clock that only goes forward
     */
    FrameBudget(int perMinute, LongSupplier nanoTime) {
        this.perMinute = perMinute;
        this.nanoTime = nanoTime;
        this.minuteBegan = nanoTime.getAsLong();
    }

    /** Takes one; whether there was one. */
    boolean take() {
        long now = nanoTime.getAsLong();
        if (now - minuteBegan >= TimeUnit.MINUTES.toNanos(1)) {
            minuteBegan = now;
            taken = 0;
        }
        taken++;
        return taken <= perMinute;
    }
}
