package com.evaratech.poller.source;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** No usable answer. The message is for operators: it holds neither the key nor what came. */
public sealed class BadAnswer extends Exception {

    private static final long serialVersionUID = 1L;

    private final Trouble trouble;
    private final @Nullable Duration retryAfter;

    private BadAnswer(Trouble trouble, String message, @Nullable Duration retryAfter) {
        super(message, null, false, false);
        this.trouble = trouble;
        this.retryAfter = retryAfter;
    }

    /** Without a time to wait. */
    public static BadAnswer of(Trouble trouble, String message) {
        return of(trouble, message, null);
    }

    /** With the least time to wait, if the answer named one. */
    public static BadAnswer of(Trouble trouble, String message, @Nullable Duration retryAfter) {
        return trouble.isOfHost()
                ? new OfHost(trouble, message, retryAfter)
                : new BadAnswer(trouble, message, retryAfter);
    }

    /** One that is JSON, but not the rows that were asked for. */
    public static BadAnswer notAFeed(String message) {
        return of(Trouble.NOT_A_FEED, message);
    }

    public Trouble trouble() {
        return trouble;
    }

    /** The least time to wait, if the answer named one. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** One that counts against the host. */
    static final class OfHost extends BadAnswer {

        private static final long serialVersionUID = 1L;

        private OfHost(Trouble trouble, String message, @Nullable Duration retryAfter) {
            super(trouble, message, retryAfter);
        }
    }
}
