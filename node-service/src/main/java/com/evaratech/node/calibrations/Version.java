package com.evaratech.node.calibrations;

import com.evaratech.common.reading.normalise.Calibration;
import com.evaratech.common.reading.normalise.Curve;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A calibration as the API shows it.
 *
 * @param validFrom the first instant whose readings are corrected
 * @param validUntil the first instant whose readings no longer are; {@code null} while it goes on
 * @param scale of a straight line; {@code null} for points
 * @param offset of a straight line; {@code null} for points
 * @param points at least two; {@code null} for a straight line
 * @param note of whoever made it
 */
@RegisterForReflection
record Version(
        UUID id,
        String metric,
        Instant validFrom,
        @Nullable Instant validUntil,
        @Nullable Double scale,
        @Nullable Double offset,
        @Nullable List<Point> points,
        @Nullable String note,
        Instant createdAt) {

    /** What the sensor said, and what was true. */
    @RegisterForReflection
    record Point(double said, @JsonProperty("true") double isTrue) {}

    static Version of(UUID id, Calibration calibration, @Nullable String note, Instant createdAt) {
        var line = calibration.curve() instanceof Curve.Line given ? given : null;
        var points = calibration.curve() instanceof Curve.Points given ? given : null;
        return new Version(
                id,
                calibration.metric().code(),
                calibration.from(),
                calibration.until(),
                line == null ? null : line.scale(),
                line == null ? null : line.offset(),
                points == null
                        ? null
                        : points.points().stream()
                                .map(each -> new Point(each.said(), each.isTrue()))
                                .toList(),
                note,
                createdAt);
    }
}
