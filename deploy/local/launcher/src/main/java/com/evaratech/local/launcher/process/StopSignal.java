package com.evaratech.local.launcher.process;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The wish to stop the fleet, given once from any thread; every wait of the launcher ends on it at
 * once.
 */
public final class StopSignal {

    private final CountDownLatch latch = new CountDownLatch(1);

    /** Asks the fleet to stop; further calls change nothing. */
    public void request() {
        latch.countDown();
    }

    public boolean isRequested() {
        return latch.getCount() == 0;
    }

    /** Waits that long at most and tells whether stopping is wished. */
    public boolean await(Duration limit) throws InterruptedException {
        return latch.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }
}
