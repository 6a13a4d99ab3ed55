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
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;

/**
 * One replica's share of the polling: claims as many due channels as it has free slots, and polls
 * each on a virtual thread of its own.
 */
final class PollScheduler implements Round {

    private static final Logger LOG = Logger.getLogger(PollScheduler.class);

    // How much later than its time an idle replica notices that a channel is due. What a poll costs
    // falls with the number of those that are claimed together.
    static final Duration PAUSE = Duration.ofMillis(500);
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
    private final ClaimOwner owner = new ClaimOwner();
    private final Loop loop;
    private final PollSlots slots;

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
        this.slots = new PollSlots(config.concurrency(), this::claimSoon);
        this.loop = new Loop("channel-polls", this);
    }

    /** Begins to poll. */
    void start() {
        loop.start();
    }

    /** Lets polls under way come to an end, and gives back what does not in time. */
    void stop() {
        slots.stop();
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
        List<Claim> claimed =
                claims.claim(owner.next(), free, config.sharedConcurrency(), config.lease());
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
                    channelPoll.poll(
                            claim, () -> slots.isStopping() || System.nanoTime() - until >= 0);
            metrics.ended(end, Duration.ofNanos(System.nanoTime() - started));
            write(claim, end);
            return true;
        } catch (InterruptedException e) {
            metrics.unfinished();
        } catch (SQLException | RuntimeException e) { // the poll's outermost edge
            if (Fault.isOfChannel(e) && !slots.isStopping()) {
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
}
