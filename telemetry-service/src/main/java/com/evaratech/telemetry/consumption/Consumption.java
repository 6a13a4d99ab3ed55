package com.evaratech.telemetry.consumption;

import com.evaratech.common.metric.Metric;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What meters counted by periods.
 *
 * @param metric the counter
 * @param unit of amounts
 * @param by hour, day or month
 * @param zone whose they are
 * @param at where each period begins
 * @param to where the last one ends
 * @param meters how many there are; those without a reading included
 * @param amounts of each period over all meters; {@code null} where none sent a reading
 * @param total of all of them
 * @param nodes each meter, as they were asked for; without for a community
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Consumption(
        Metric metric,
        String unit,
        String by,
        String zone,
        List<Instant> at,
        Instant to,
        int meters,
        List<@Nullable Double> amounts,
        double total,
        @Nullable List<NodeConsumption> nodes) {

    /** Copies the lists; the platform's copies refuse nulls. */
    public Consumption {
        at = List.copyOf(at);
        amounts = Collections.unmodifiableList(new ArrayList<>(amounts));
        nodes = nodes == null ? null : List.copyOf(nodes);
    }
}
