package com.evaratech.poller.source;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Whether a host is asked by this replica. It is left alone for a while when half of its last
 * answers were failures of its own, or when it said to several channels that it is asked too often.
 * After the rest one request finds out whether it is back. Thread-safe.
 */
final class HostBreaker {

    // Half of the last 20: a few channels in trouble are no trouble of the host.
    private static final int WINDOW = 20;
    private static final int MOST_FAILURES = WINDOW / 2;

    // One channel alone may have been asked too often by others.
    private static final int MOST_REFUSALS = 3;

    private final long restNanos;
    private final LongSupplier nanos;
    private final Deque<Answer> window = new ArrayDeque<>(WINDOW);
    private boolean isOpen;
    private boolean isProbed;
    private long restUntil;

    /**
     * Asked freely.
     *
     * @param rest how long the host is left alone when it asks for nothing longer
     * @param nanos the time, as {@link System#nanoTime} tells it
     */
    HostBreaker(Duration rest, LongSupplier nanos) {
        this.restNanos = rest.toNanos();
        this.nanos = nanos;
        this.restUntil = nanos.getAsLong();
    }

    /** What a request came to. */
    private record Answer(long channelId, boolean isFailure, boolean isRefusal, long waitNanos) {}

    /** One request that may be sent; it must be told how it ended. */
    enum Leave {
        /** One of many. */
        USUAL,
        /** The one that finds out. */
        PROBE
    }

    /** Leave to send a request; none while the host rests. */
    synchronized Optional<Leave> enter() {
        if (!isOpen) {
            return Optional.of(Leave.USUAL);
        }
        if (isProbed || restLeft() > 0) {
            return Optional.empty();
        }
        isProbed = true;
        return Optional.of(Leave.PROBE);
    }

    /** The host answered. */
    synchronized void answered(Leave leave, long channelId) {
        if (leave == Leave.PROBE) {
            isOpen = false;
            isProbed = false;
            window.clear();
        } else if (!isOpen) {
            add(new Answer(channelId, false, false, 0));
        }
    }

    /** The answer was bad, or there was none. */
    synchronized void failed(Leave leave, long channelId, BadAnswer answer) {
        boolean isRefusal = answer.trouble() == Trouble.TOO_MANY_REQUESTS;
        if (!answer.trouble().isOfHost() && !isRefusal) {
            answered(leave, channelId);
            return;
        }
        long wait = answer.retryAfter().orElse(Duration.ZERO).toNanos();
        if (leave == Leave.PROBE) {
            isProbed = false;
            rest(Math.max(restNanos, wait));
        } else if (isOpen) {
            // Sent before the others failed.
            rest(wait);
        } else {
            add(new Answer(channelId, true, isRefusal, wait));
            if (isTooMuch()) {
                isOpen = true;
                rest(
                        Math.max(
                                restNanos,
                                window.stream().mapToLong(Answer::waitNanos).max().orElse(0)));
            }
        }
    }

    /** The request was broken off: nothing is known. */
    synchronized void leave(Leave leave) {
        if (leave == Leave.PROBE) {
            isProbed = false;
        }
    }

    /** Somebody else was asked to leave the host alone for so long. */
    synchronized void restAtLeast(Duration wait) {
        if (wait.isPositive()) {
            isOpen = true;
            rest(wait.toNanos());
        }
    }

    /** How long it is left alone; 0: it may be asked, be it once. */
    synchronized Duration rest() {
        return Duration.ofNanos(isOpen ? Math.max(0, restLeft()) : 0);
    }

    /** How many requests it can be asked at once: all that one has, one, or none. */
    synchronized int most(int all) {
        if (!isOpen) {
            return all;
        }
        return isProbed || restLeft() > 0 ? 0 : Math.min(1, all);
    }

    /** Whether it was given up, and has not answered since. */
    synchronized boolean isOpen() {
        return isOpen;
    }

    private void add(Answer answer) {
        if (window.size() == WINDOW) {
            window.removeFirst();
        }
        window.addLast(answer);
    }

    private boolean isTooMuch() {
        long failures = window.stream().filter(Answer::isFailure).count();
        long refusals = window.stream().filter(Answer::isRefusal).count();
        long refused =
                window.stream()
                        .filter(Answer::isRefusal)
                        .mapToLong(Answer::channelId)
                        .distinct()
                        .count();
        return (window.size() == WINDOW && failures >= MOST_FAILURES)
                || (refusals >= MOST_REFUSALS && refused > 1);
    }

    private void rest(long wait) {
        long until = nanos.getAsLong() + wait;
        if (until - restUntil > 0) {
            restUntil = until;
        }
    }

    private long restLeft() {
        return restUntil - nanos.getAsLong();
    }
}
