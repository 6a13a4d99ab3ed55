package com.evaratech.poller.polling;

import com.evaratech.poller.source.Trouble;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a poll ended. */
sealed interface PollEnd {

    /**
     * What was new is published, the cursor stands behind it, and the claim is ended.
     *
     * @param pace how often the channel is to be polled
     * @param atMost how long the next poll may wait when more can be read soon; null: as long as
     *     the pace says
     */
    record Done(Pace pace, @Nullable Duration atMost) implements PollEnd {}

    /**
     * ThingSpeak gave no usable answer.
     *
     * @param message for operators
     * @param least the shortest time to wait
     */
    record Failed(Trouble trouble, String message, Duration least) implements PollEnd {}

    /** Nothing is wrong with the channel, but it was not the time. */
    record Postponed(Cause cause, Duration retryAfter) implements PollEnd {}

    /** Somebody else moved the cursor; what was published is known already. */
    record Overtaken() implements PollEnd {}

    /** Why a poll came to nothing. */
    enum Cause {
        /** The bus did not take the readings. */
        BUS_REFUSED,
        /** The channel was asked as often as it may be. */
        RATE_LIMITED,
        /** The host failed too often just now. */
        HOST_RESTS,
        /** The directory here does not know the mapping, or another one than the row. */
        MAPPING_UNKNOWN;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The name of success in metrics. */
    String DONE = "done";

    /** Its name in metrics. */
    default String outcome() {
        return switch (this) {
            case Done _ -> DONE;
            case Failed(Trouble trouble, String _, Duration _) -> trouble.code();
            case Postponed(Cause cause, Duration _) -> cause.code();
            case Overtaken _ -> "overtaken";
        };
    }
}
