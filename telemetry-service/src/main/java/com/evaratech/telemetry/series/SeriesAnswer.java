package com.evaratech.telemetry.series;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;

/**
 * Series of one request.
 *
 * @param from where the first step begins: at or before what was asked for
 * @param to where the last step ends
 * @param resolution what they were made from: raw, 15m or day
 * @param step how far points lie apart, as ISO 8601 writes it
 * @param zone where days begin
 * @param series by node as asked and then by metric; one for each that a node has
 */
@RegisterForReflection
public record SeriesAnswer(
        Instant from,
        Instant to,
        String resolution,
        String step,
        String zone,
        List<NodeSeries> series) {

    /** Copies the series. */
    public SeriesAnswer {
        series = List.copyOf(series);
    }
}
