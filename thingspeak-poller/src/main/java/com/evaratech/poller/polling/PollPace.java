package com.evaratech.poller.polling;

import com.evaratech.poller.polling.PollEnd.Cause;
import com.evaratech.poller.source.Trouble;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How long to wait: for a channel after a failure, and for all of them while what they all need is
 * not there. Thread-safe.
 */
final class PollPace {

    private final FullJitter failed;
    private final FullJitter refused;
    private volatile long restUntilNanos = System.nanoTime();
    private volatile @Nullable Class<?> trouble;

    PollPace(PollingConfig config, RandomGenerator chance) {
        this.failed = new FullJitter(config.firstWait(), config.longestWait(), chance);
        this.refused =
                new FullJitter(config.firstRefusedWait(), config.longestRefusedWait(), chance);
    }

    /** How long no channel should be claimed. */
    Duration rest() {
        return Duration.ofNanos(Math.max(0, restUntilNanos - System.nanoTime()));
    }

    /**
     * The wait of a channel.
     *
     * @param what was wrong; what only a change of the mapping mends is asked about rarely
     * @param failures in a row, 1 or more
     * @param least what the answer asked for
     */
    Duration waitAfter(Trouble what, int failures, Duration least) {
        return least.plus((what.isOfMapping() ? refused : failed).after(failures));
    }

    /** The wait of a channel that was put off; what was in its way may be in everybody's. */
    Duration postponed(Cause cause, Duration wait) {
        switch (cause) {
            // As many as there are slots tried; to let more find out would only spend requests. A
            // host that rests says itself how many are worth it.
            case BUS_REFUSED -> restUntilNanos = System.nanoTime() + wait.toNanos();
            case RATE_LIMITED, HOST_RESTS, MAPPING_UNKNOWN -> {}
        }
        return wait;
    }

    /** Whether it should be told: not when the last trouble was of the same kind. */
    boolean isNewTrouble(Exception e) {
        boolean isNew = trouble != e.getClass();
        trouble = e.getClass();
        return isNew;
    }

    /** A poll came to its end. */
    void worked() {
        trouble = null;
    }
}
