package com.evaratech.poller.polling;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The threads that poll, and the claims that they did not end. */
final class PollSlots {

    private static final int SHARE = 4;

    private final int all;
    private final Runnable claimSoon;
    private final Semaphore free;
    private final Map<Thread, Claim> busy = new ConcurrentHashMap<>();
    private final Set<Claim> unfinished = ConcurrentHashMap.newKeySet();
    private volatile boolean moreDue;
    private volatile boolean stopping;
    private volatile long claimedNanos = System.nanoTime();

    /**
     * None is busy.
     *
     * @param claimSoon called when it is time to claim, because enough became free again
     */
    PollSlots(int all, Runnable claimSoon) {
        this.all = all;
        this.claimSoon = claimSoon;
        this.free = new Semaphore(all);
    }

    /**
     * A claim costs the database as much for one channel as for many: a few slots wait for others
     * to become free, but no longer than an idle replica would.
     */
    boolean isTimeToClaim(int free) {
        return isEnough(free) || System.nanoTime() - claimedNanos >= PollScheduler.PAUSE.toNanos();
    }

    /**
     * Somebody claimed.
     *
     * @param isAll whether as many as were asked for, so that more may be due
     */
    void claimed(boolean isAll) {
        moreDue = isAll;
        claimedNanos = System.nanoTime();
    }

    private boolean isEnough(int free) {
        return free >= Math.max(1, all / SHARE);
    }

    int free() {
        return free.availablePermits();
    }

    void run(Claim claim, Poll poll) {
        free.acquireUninterruptibly();
        Thread thread =
                Thread.ofVirtual()
                        .name("channel-poll-" + claim.number())
                        .unstarted(() -> {
                            try {
                                if (!poll.end()) {
                                    boolean _ = unfinished.add(claim);
                                }
                            } finally {
                                Claim _ = busy.remove(Thread.currentThread());
                                free.release();
                                released();
                            }
                        });
        Claim _ = busy.put(thread, claim);
        thread.start();
    }

    private void released() {
        if (moreDue && isEnough(free())) {
            claimSoon.run();
        }
    }

    /** Nobody begins to wait or to read on any more. */
    void stop() {
        stopping = true;
    }

    boolean isStopping() {
        return stopping;
    }

    boolean awaitEmpty(Duration limit) throws InterruptedException {
        boolean isEmpty = free.tryAcquire(all, limit.toMillis(), TimeUnit.MILLISECONDS);
        if (isEmpty) {
            free.release(all);
        }
        return isEmpty;
    }

    void interruptAll() {
        busy.keySet().forEach(Thread::interrupt);
    }

    Set<Claim> unfinished() {
        return new HashSet<>(unfinished);
    }

    /** Also those of threads that did not end when they were told to. */
    Set<Claim> left() {
        Set<Claim> left = unfinished();
        boolean _ = left.addAll(busy.values());
        return left;
    }

    void putBack(Set<Claim> claims) {
        boolean _ = unfinished.removeAll(claims);
    }

    @FunctionalInterface
    interface Poll {
        boolean end();
    }
}
