package com.evaratech.telemetry.series;

import com.evaratech.common.metric.Metric;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One metric of one node over a span; lists of equal length, a place in each for every point.
 *
 * @param nodeId the node
 * @param metric which
 * @param unit of its values; empty for a bare number or a word
 * @param at where the points' steps begin
 * @param min the least in each step, without for words
 * @param avg the average over the readings, without for words
 * @param max the most, without for words
 * @param count how many readings; 0 where a value was filled in
 * @param counts how many readings said each word, without for numbers
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NodeSeries(
        UUID nodeId,
        Metric metric,
        String unit,
        List<Instant> at,
        @Nullable List<@Nullable Double> min,
        @Nullable List<@Nullable Double> avg,
        @Nullable List<@Nullable Double> max,
        List<Long> count,
        @Nullable Map<String, List<Long>> counts) {

    /** Copies the lists. */
    public NodeSeries {
        at = List.copyOf(at);
        min = copy(min);
        avg = copy(avg);
        max = copy(max);
        count = List.copyOf(count);
        counts = counts == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(counts));
    }

    // Places without a value are null, which the platform's copies refuse.
    private static @Nullable List<@Nullable Double> copy(@Nullable List<@Nullable Double> values) {
        return values == null ? null : Collections.unmodifiableList(new ArrayList<>(values));
    }
}
