package com.evaratech.local.launcher.command;

import com.evaratech.local.launcher.process.StopSignal;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl-C and TERM into an orderly stop. The JVM's own answer to them would be to exit with
 * status 130 or 143 as soon as its hooks are through; this hook waits until the fleet is stopped
 * and ends the JVM with the run's status.
 */
final class OrderlyExit {

    // Services get 27 s, Redis and PostgreSQL up to a minute each.
    private static final long LONGEST_STOP_SECONDS = 180;

    private final CountDownLatch done = new CountDownLatch(1);
    private volatile int status = 1;

    private OrderlyExit() {}

    /** From now on a signal requests the stop. */
    static OrderlyExit on(StopSignal stop) {
        OrderlyExit exit = new OrderlyExit();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> exit.stopAndHalt(stop), "orderly-exit"));
        return exit;
    }

    /** Everything is stopped; the process ends with this status. */
    void done(int status) {
        this.status = status;
        done.countDown();
    }

    private void stopAndHalt(StopSignal stop) {
        stop.request();
        try {
            boolean stopped = done.await(LONGEST_STOP_SECONDS, TimeUnit.SECONDS);
            Runtime.getRuntime().halt(stopped ? status : 1);
        } catch (InterruptedException e) {
            Runtime.getRuntime().halt(1);
        }
    }
}
