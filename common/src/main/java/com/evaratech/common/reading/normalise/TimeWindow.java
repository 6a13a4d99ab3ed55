package com.evaratech.common.reading.normalise;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a reading may have been measured.
 *
 * @param oldest how long ago at most: what is older is not kept
 * @param ahead how far in the future at most: clocks of devices differ from ours
 */
public record TimeWindow(Duration oldest, Duration ahead) {

    /** 400 days: the standard time raw readings are kept; 5 minutes ahead. */
    public static final TimeWindow STANDARD =
            new TimeWindow(Duration.ofDays(400), Duration.ofMinutes(5));

    /** Why a time is outside, if it is. */
    public Optional<RejectReason> refuse(Instant recordedAt, Instant now) {
        if (recordedAt.isBefore(now.minus(oldest))) {
            return Optional.of(RejectReason.TOO_OLD);
        }
        return recordedAt.isAfter(now.plus(ahead))
                ? Optional.of(RejectReason.IN_THE_FUTURE)
                : Optional.empty();
    }

    /** What is inside, for answers. */
    public String allowed(Instant now) {
        return "%s to %s".formatted(now.minus(oldest), now.plus(ahead));
    }
}
