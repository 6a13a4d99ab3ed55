package com.evaratech.poller.polling;

import com.evaratech.common.directory.Directory;
import com.evaratech.common.loop.Loop;
import com.evaratech.common.loop.Round;
import com.evaratech.poller.polling.PollEnd.Cause;
import com.evaratech.poller.polling.PollEnd.Done;
import com.evaratech.poller.polling.PollEnd.Failed;
import com.evaratech.poller.polling.PollEnd.Overtaken;
import com.evaratech.poller.polling.PollEnd.Postponed;
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

    // How much later than its time an idle replica notices that a channel is due.
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration UNTIL_FRESH = Duration.ofMillis(500);

    // With the loop's second this is all of a stop; 25 s are allowed, 3 go by before.
    private static final Duration TO_FINISH = Duration.ofSeconds(5);
    private static final Duration TO_BREAK_OFF = Duration.ofSeconds(2);

    private final Directory directory;
    private final ClaimRepository claims;
    private final ChannelPoll channelPoll;
    private final PollMetrics metrics;
    private final PollingConfig config;
    private final PollPace pace;
    private final String owner;
    private final Loop loop;
    private final Slots slots;
    private final AtomicBoolean stopping = new AtomicBoolean();

    PollScheduler(
            Directory directory,
            ClaimRepository claims,
            ChannelPoll channelPoll,
            PollMetrics metrics,
            PollingConfig config) {
        this.directory = directory;
        this.claims = claims;
        this.channelPoll = channelPoll;
        this.metrics = metrics;
        this.config = config;
        this.pace = new PollPace(config, () -> ThreadLocalRandom.current().nextLong());
        this.slots = new Slots(config.concurrency());
        this.owner = UUID.randomUUID().toString();
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
        int free = slots.free();
        Duration rest = pace.rest();
        if (free == 0 || rest.isPositive() || !directory.isFresh()) {
            return rest.compareTo(UNTIL_FRESH) > 0 || free == 0 ? PAUSE : UNTIL_FRESH;
        }
        if (!slots.isTimeToClaim(free)) {
            return PAUSE;
        }
        List<Claim> claimed = claims.claim(owner, free, config.sharedConcurrency(), config.lease());
        for (Claim claim : claimed) {
            metrics.claimed(claim.lag());
            slots.run(claim.number(), () -> poll(claim));
        }
        slots.claimed(claimed.size() == free);
        return PAUSE;
    }

    private void putBack(Set<Long> numbers) throws SQLException {
        if (!numbers.isEmpty()) {
            claims.putBack(owner, numbers);
            slots.putBack(numbers);
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
            metrics.unfinished();
            if (pace.isNewTrouble(e)) {
                LOG.warnf(e, "Poll was not finished channelId=%d", claim.channelId());
            }
        }
        return false;
    }

    private void write(Claim claim, PollEnd end) throws SQLException {
        switch (end) {
            case Done _ -> pace.worked();
            case Failed failed -> write(claim, failed);
            case Postponed(Cause cause, Duration wait) ->
                    claims.postponed(claim, pace.postponed(cause, wait));
            case Overtaken _ -> claims.postponed(claim, Duration.ZERO);
        }
        if (slots.isMoreDue()) {
            loop.soon();
        }
    }

    private void write(Claim claim, Failed failed) throws SQLException {
        Trouble trouble = failed.trouble();
        if (trouble.isOfMapping() && claim.failures() == 0) {
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
        private final Semaphore free;
        private final Map<Thread, Long> busy = new ConcurrentHashMap<>();
        private final Set<Long> unfinished = ConcurrentHashMap.newKeySet();
        private volatile boolean moreDue;
        private volatile long claimedNanos = System.nanoTime();

        Slots(int all) {
            this.all = all;
            this.free = new Semaphore(all);
        }

        /**
         * A claim costs the database as much for one channel as for many: a few slots wait for
         * others to become free, but no longer than an idle replica would.
         */
        boolean isTimeToClaim(int free) {
            return free >= Math.max(1, all / SHARE)
                    || System.nanoTime() - claimedNanos >= PAUSE.toNanos();
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

        /** Whether channels may wait for a slot. */
        boolean isMoreDue() {
            return moreDue;
        }

        int free() {
            return free.availablePermits();
        }

        void run(long number, Poll poll) {
            free.acquireUninterruptibly();
            Thread thread =
                    Thread.ofVirtual()
                            .name("channel-poll-" + number)
                            .unstarted(() -> {
                                try {
                                    if (!poll.end()) {
                                        boolean _ = unfinished.add(number);
                                    }
                                } finally {
                                    Long _ = busy.remove(Thread.currentThread());
                                    free.release();
                                }
                            });
            Long _ = busy.put(thread, number);
            thread.start();
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

        Set<Long> unfinished() {
            return new HashSet<>(unfinished);
        }

        /** Also those of threads that did not end when they were told to. */
        Set<Long> left() {
            Set<Long> left = unfinished();
            boolean _ = left.addAll(busy.values());
            return left;
        }

        void putBack(Set<Long> numbers) {
            boolean _ = unfinished.removeAll(numbers);
        }

        @FunctionalInterface
        interface Poll {
            boolean end();
        }
    }
}
