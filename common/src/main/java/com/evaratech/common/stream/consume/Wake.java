package com.evaratech.common.stream.consume;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** What ends a loop's pause early: something to do, or the end. */
final class Wake {

    private final Semaphore calls = new Semaphore(0);
    private volatile boolean end;

    /** There is something to do. */
    void now() {
        calls.release();
    }

    /** It was the last round. */
    void forEnd() {
        end = true;
        now();
    }

    /** Waits, unless called; whether it is the end. */
    boolean isEnd(Duration pause) throws InterruptedException {
        if (!end && calls.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
            int _ = calls.drainPermits();
        }
        return end;
    }
}
