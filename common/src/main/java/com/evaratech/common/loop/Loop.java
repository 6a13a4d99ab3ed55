package com.evaratech.common.loop;

import com.evaratech.common.sql.RefusedLogin;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Rounds on one thread, as a rule a virtual one, from start to stop. A round that fails is tried
 * again after a wait that grows; the log gets one line when that begins, one when the reason
 * becomes another, and one when it is over.
 */
public final class Loop {

    private static final Logger LOG = Logger.getLogger(Loop.class);

    private static final Duration FIRST_WAIT = Duration.ofMillis(50);
    // What is held up must be there again soon after the outage: longer waits would spare little.
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    // Together below a second: first the round may finish, then it is broken off.
    private static final Duration TO_FINISH = Duration.ofMillis(500);
    private static final Duration TO_BREAK_OFF = Duration.ofMillis(400);

    private final String what;
    private final Round round;
    private final Backoff backoff = new Backoff(FIRST_WAIT, LONGEST_WAIT, new SplittableRandom());
    private final Semaphore asked = new Semaphore(0);
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread;
    private int failures;
    private @Nullable Class<?> reason;

    /**
     * A loop that does not run yet.
     *
     * @param what names the loop in the log and its thread: {@code outbox relay}
     */
    public Loop(String what, Round round) {
        this(what, round, Thread.ofVirtual());
    }

    private Loop(String what, Round round, Thread.Builder threads) {
        this.what = what;
        this.round = round;
        this.thread = threads.name(what).unstarted(this::run);
    }

    /**
     * The same on a thread of the system. It costs memory, and an interrupt does not break off what
     * it waits for at a socket; but a round that requests wait for, thousands of times a second,
     * costs a virtual thread several others' turns.
     */
    public static Loop onThreadOfItsOwn(String what, Round round) {
        return new Loop(what, round, Thread.ofPlatform().daemon());
    }

    /** Begins; once only. */
    public void start() {
        thread.start();
    }

    /** Lets the next round begin without a pause; many calls at once make one round. */
    public void soon() {
        asked.release();
    }

    /**
     * Waits a second at most: the round under way may finish, or is broken off by an interrupt; one
     * that waits at a socket on a thread of its own goes on until that answers or its patience
     * ends.
     */
    public void stop() {
        stopping.countDown();
        asked.release();
        try {
            if (!thread.join(TO_FINISH)) {
                thread.interrupt();
                if (!thread.join(TO_BREAK_OFF)) {
                    LOG.warnf("Loop did not end in time loop=%s", what);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    private void run() {
        try {
            while (!isStopping()) {
                turn();
            }
        } catch (InterruptedException e) {
            LOG.debugf("Loop was broken off loop=%s", what);
        }
        end();
    }

    private void end() {
        // The interrupt has done its work; with it set, nothing could be closed in order.
        boolean _ = Thread.interrupted();
        try {
            round.end();
        } catch (Exception e) { // the loop's outermost edge
            LOG.infof("Loop ended without order loop=%s cause=%s", what, e);
        }
    }

    private void turn() throws InterruptedException {
        Duration pause;
        try {
            pause = round.run();
            recovered();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception | Error e) { // the loop's outermost edge: nobody would start it again
            failed(e);
            return;
        }
        if (pause.isPositive() && asked.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
            // Before the round reads: whoever asks from here on gets another.
            int _ = asked.drainPermits();
        }
    }

    private void recovered() {
        if (failures > 0) {
            LOG.infof("Loop works again loop=%s attempts=%d", what, failures);
        }
        failures = 0;
        reason = null;
    }

    private void tell(Throwable e) {
        LOG.warnf(e, "Loop is held up and tries again loop=%s attempt=%d", what, failures);
    }

    private void tell(String why) {
        LOG.warnf(
                "Loop is held up and tries again loop=%s attempt=%d cause=%s", what, failures, why);
    }

    private void failed(Throwable e) throws InterruptedException {
        if (isStopping()) {
            return;
        }
        failures++;
        if (reason != e.getClass()) {
            reason = e.getClass();
            RefusedLogin.in(e).ifPresentOrElse(this::tell, () -> tell(e));
        }
        // Nobody who asks for a round shortens this wait.
        boolean _ = stopping.await(backoff.after(failures).toMillis(), TimeUnit.MILLISECONDS);
    }
}
