package com.evaratech.poller.source;

import java.time.Duration;

/** The request was not sent: nothing is known of the channel, and nothing was spent on it. */
public final class NotAsked extends Exception {

    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Reason {
        /** The channel was asked as often as it may be. */
        RATE_LIMIT,
        /** The host failed too often just now. */
        HOST_RESTS
    }

    private final Reason reason;
    private final Duration retryAfter;

    NotAsked(Reason reason, Duration retryAfter) {
        super(reason.name(), null, false, false);
        this.reason = reason;
        this.retryAfter = retryAfter;
    }

    public Reason reason() {
        return reason;
    }

    /** When it is worth trying again. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
