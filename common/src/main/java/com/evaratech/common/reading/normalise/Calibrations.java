package com.evaratech.common.reading.normalise;

import com.evaratech.common.metric.Metric;
import java.time.Instant;
import java.util.List;

/**
 * The calibrations of one node. A reading is corrected by the one of its own time, not by that of
 * the time it arrives: what comes late is worth the same.
 *
 * @param versions of one metric at most one for each instant
 */
public record Calibrations(List<Calibration> versions) {

    /** Of a node without any. */
    public static final Calibrations NONE = new Calibrations(List.of());

    /** Copies the versions. */
    public Calibrations {
        versions = List.copyOf(versions);
    }

    /** The corrected value, or the same where no calibration counts. */
    public double correct(Metric metric, Instant recordedAt, double value) {
        for (Calibration version : versions) {
            if (version.metric() == metric && version.counts(recordedAt)) {
                return version.curve().apply(value);
            }
        }
        return value;
    }
}
