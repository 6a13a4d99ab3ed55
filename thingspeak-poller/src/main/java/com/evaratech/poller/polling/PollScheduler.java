package com.evaratech.poller.polling;

import com.evaratech.common.directory.Directory;
import com.evaratech.common.loop.Loop;
import com.evaratech.common.loop.Round;
import com.evaratech.poller.polling.PollEnd.Cause;
import com.evaratech.poller.polling.PollEnd.Done;
import com.evaratech.poller.polling.PollEnd.Failed;
import com.evaratech.poller.polling.PollEnd.Overtaken;
import com.evaratech.poller.polling.PollEnd.Postponed;
import com.evaratech.poller.source.PoliteSource;
import com.evaratech.poller.source.Trouble;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * One replica's share of the polling: claims as many due channels as it has free slots, and polls
 * each on a virtual thread of its own.
 */
final class PollScheduler implements Round {

    private static final Logger LOG = Logger.getLogger(PollScheduler.class);

    // How much later than its time an idle replica notices that a channel is due. What a poll costs
    // falls with the number of those that are claimed together.
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration UNTIL_FRESH = Duration.ofMillis(500);

    // With the loop's second this is all of a stop; 25 s are allowed, 3 go by before.
    private static final Duration TO_FINISH = Duration.ofSeconds(5);
    private static final Duration TO_BREAK_OFF = Duration.ofSeconds(2);

    private final Directory directory;
    private final ClaimRepository claims;
    private final ChannelPoll channelPoll;
    private final PoliteSource source;
    private final PollMetrics metrics;
    private final PollingConfig config;
    private final PollPace pace;
    // With the number of the turn: who lost a claim and claims anew is somebody else.
    private final String replica;
    private final Loop loop;
    private final Slots slots;
    private long turn;
    private final AtomicBoolean stopping = new AtomicBoolean();

    PollScheduler(
            Directory directory,
            ClaimRepository claims,
            ChannelPoll channelPoll,
            PoliteSource source,
            PollMetrics metrics,
            PollingConfig config) {
        this.directory = directory;
        this.claims = claims;
        this.channelPoll = channelPoll;
        this.source = source;
        this.metrics = metrics;
        this.config = config;
        this.pace = new PollPace(config, () -> ThreadLocalRandom.current().nextLong());
        this.slots = new Slots(config.concurrency(), this::claimSoon);
        this.replica = UUID.randomUUID().toString();
        this.loop = new Loop("channel-polls", this);
    }

    /** Begins to poll. */
    void start() {
        loop.start();
    }

    /** Lets polls under way come to an end, and gives back what does not in time. */
    void stop() {
        stopping.set(true);
        loop.stop();
        try {
            if (!slots.awaitEmpty(TO_FINISH)) {
                slots.interruptAll();
                boolean _ = slots.awaitEmpty(TO_BREAK_OFF);
            }
            putBack(slots.left());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException e) {
            LOG.warnf("Claims could not be given back, others wait for their end cause=%s", e);
        }
    }

    @Override
    public Duration run() throws SQLException {
        putBack(slots.unfinished());
        // After a rest of the host one claim is enough to find out; the others would only be put
        // off.
        int free = source.most(slots.free());
        Duration rest = pace.rest();
        if (free == 0 || rest.isPositive() || !directory.isFresh()) {
            return rest.compareTo(UNTIL_FRESH) > 0 || free == 0 ? PAUSE : UNTIL_FRESH;
        }
        if (!slots.isTimeToClaim(slots.free())) {
            return PAUSE;
        }
        String owner = replica + "/" + ++turn;
        List<Claim> claimed = claims.claim(owner, free, config.sharedConcurrency(), config.lease());
        for (Claim claim : claimed) {
            metrics.claimed(claim.lag());
            slots.run(claim, () -> poll(claim));
        }
        slots.claimed(claimed.size() == free);
        return PAUSE;
    }

    private void claimSoon() {
        loop.soon();
    }

    private void putBack(Set<Claim> left) throws SQLException {
        if (!left.isEmpty()) {
            claims.putBack(left);
            slots.putBack(left);
        }
    }

    /** Whether the claim was ended. */
    private boolean poll(Claim claim) {
        long started = System.nanoTime();
        long until = started + config.turn().toNanos();
        try {
            PollEnd end =
                    channelPoll.poll(claim, () -> stopping.get() || System.nanoTime() - until >= 0);
            metrics.ended(end, Duration.ofNanos(System.nanoTime() - started));
            write(claim, end);
            return true;
        } catch (InterruptedException e) {
            metrics.unfinished();
        } catch (SQLException | RuntimeException e) { // the poll's outermost edge
            if (Fault.isOfChannel(e) && !stopping.get()) {
                return failed(claim, e, started);
            }
            unfinished(claim, e);
        }
        return false;
    }

    private void unfinished(Claim claim, Exception e) {
        metrics.unfinished();
        if (pace.isNewTrouble(e)) {
            LOG.warnf(e, "Poll was not finished channelId=%d", claim.channelId());
        }
    }

    /** What a channel brought broke its poll: it waits as after any failure, and says so. */
    private boolean failed(Claim claim, Exception fault, long started) {
        var failed = new Failed(Trouble.INTERNAL, Fault.told(fault), Duration.ZERO);
        if (!isKnown(claim, Trouble.INTERNAL)) {
            LOG.errorf(fault, "Channel cannot be processed channelId=%d", claim.channelId());
        }
        metrics.ended(failed, Duration.ofNanos(System.nanoTime() - started));
        try {
            write(claim, failed);
            return true;
        } catch (InterruptedException e) {
            metrics.unfinished();
        } catch (SQLException e) {
            unfinished(claim, e);
        }
        return false;
    }

    private static boolean isKnown(Claim claim, Trouble trouble) {
        return trouble.code().equals(claim.trouble());
    }

    private void write(Claim claim, PollEnd end) throws SQLException, InterruptedException {
        switch (end) {
            case Done _ -> pace.worked();
            case Failed failed -> write(claim, failed);
            case Postponed(Cause cause, Duration wait) ->
                    claims.postponed(claim, pace.postponed(cause, wait));
            case Overtaken _ -> claims.postponed(claim, Duration.ZERO);
        }
    }

    private void write(Claim claim, Failed failed) throws SQLException, InterruptedException {
        Trouble trouble = failed.trouble();
        if (trouble.isOfMapping() && !isKnown(claim, trouble)) {
            LOG.warnf(
                    "Channel cannot be read until its mapping changes nodeId=%s channelId=%d"
                            + " trouble=%s",
                    claim.nodeId(), claim.channelId(), trouble.code());
        }
        claims.failed(
                claim,
                trouble.code(),
                failed.message(),
                pace.waitAfter(trouble, claim.failures() + 1, failed.least()));
    }

    /** The threads that poll, and the claims that they did not end. */
    private static final class Slots {

        private static final int SHARE = 4;

        private final int all;
        private final Runnable claimSoon;
        private final Semaphore free;
        private final Map<Thread, Claim> busy = new ConcurrentHashMap<>();
        private final Set<Claim> unfinished = ConcurrentHashMap.newKeySet();
        private volatile boolean moreDue;
        private volatile long claimedNanos = System.nanoTime();

        /**
         * None is busy.
         *
         * @param claimSoon called when it is time to claim, because enough became free again
         */
        Slots(int all, Runnable claimSoon) {
            this.all = all;
            this.claimSoon = claimSoon;
            this.free = new Semaphore(all);
        }

        /**
         * A claim costs the database as much for one channel as for many: a few slots wait for
         * others to become free, but no longer than an idle replica would.
         */
        boolean isTimeToClaim(int free) {
            return isEnough(free) || System.nanoTime() - claimedNanos >= PAUSE.toNanos();
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
}
