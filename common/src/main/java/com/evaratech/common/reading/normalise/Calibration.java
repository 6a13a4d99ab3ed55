package com.evaratech.common.reading.normalise;

import com.evaratech.common.metric.Metric;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the values of one metric of a node are corrected in one span of time.
 *
 * @param metric of numbers
 * @param from the first instant it counts for
 * @param until the first instant it no longer counts for; {@code null} while it goes on
 * @param curve what it does
 */
public record Calibration(Metric metric, Instant from, @Nullable Instant until, Curve curve) {

    /** Checks the span. */
    public Calibration {
        if (until != null && !until.isAfter(from)) {
            throw new IllegalArgumentException("until must be after from");
        }
    }

    /** Whether a reading of that instant is corrected by it. */
    boolean counts(Instant recordedAt) {
        return !recordedAt.isBefore(from) && (until == null || recordedAt.isBefore(until));
    }
}
