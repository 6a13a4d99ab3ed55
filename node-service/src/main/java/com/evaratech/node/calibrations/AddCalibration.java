package com.evaratech.node.calibrations;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The wish for a calibration, as it came: {@link CalibrationRules} says what is accepted. */
record AddCalibration(
        @Nullable String metric,
        @Nullable Instant validFrom,
        @Nullable Instant validUntil,
        @Nullable Double scale,
        @Nullable Double offset,
        @Nullable List<@Nullable PointWish> points,
        @Nullable String note) {

    /**
     * One comparison with a better instrument.
     *
     * @param said by the sensor
     * @param isTrue by the instrument
     */
    record PointWish(
            @Nullable Double said,
            @com.fasterxml.jackson.annotation.JsonProperty("true") @Nullable Double isTrue) {}
}
