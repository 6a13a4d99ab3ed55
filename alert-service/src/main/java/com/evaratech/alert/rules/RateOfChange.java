package com.evaratech.alert.rules;

import com.evaratech.common.metric.Metric;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/**
 * A metric rises or falls at a rate that compares with a fixed one: a tank that loses water faster
 * than people draw it, a level that climbs though no pump runs.
 *
 * @param metric what changes, a number
 * @param operator how its rate is compared: gt, gte, lt, lte; a fall is a rate below 0
 * @param threshold the rate that it is compared with, in the metric's unit per hour
 * @param clearThreshold the rate that ends the alert, on the quiet side of the threshold; {@code
 *     null}: over as soon as the comparison no longer holds
 * @param windowSeconds how far back the rate looks from each reading
 * @param durationSeconds how long the comparison must hold before the alert is raised; 0: at once
 */
@JsonTypeName("rate_of_change")
@RegisterForReflection
public record RateOfChange(
        Metric metric,
        Operator operator,
        double threshold,
        @Nullable Double clearThreshold,
        int windowSeconds,
        int durationSeconds)
        implements Condition {

    /** What an alert of it says was measured. */
    public String measured() {
        return metric.code() + "_per_hour";
    }

    /** Whether a rate makes the condition true. */
    public boolean holds(double ratePerHour) {
        return operator.holds(ratePerHour, threshold);
    }

    /** Whether a rate ends an alert. */
    public boolean clears(double ratePerHour) {
        return operator.clears(ratePerHour, threshold, clearThreshold);
    }
}
