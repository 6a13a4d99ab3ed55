package com.evaratech.alert.rules;

import com.evaratech.common.metric.Metric;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/**
 * A metric compares with a fixed value, and goes on doing so for a while.
 *
 * @param metric what is compared, a number
 * @param operator how
 * @param threshold the value that it is compared with, in the metric's unit
 * @param clearThreshold the value that must be reached for the alert to be over, on the quiet side
 *     of the threshold (hysteresis); {@code null}: over as soon as the comparison no longer holds
 * @param durationSeconds how long the comparison must hold before the alert is raised; 0: at once
 */
@JsonTypeName("threshold")
@RegisterForReflection
public record Threshold(
        Metric metric,
        Operator operator,
        double threshold,
        @Nullable Double clearThreshold,
        int durationSeconds)
        implements Condition {

    /** Whether a value makes the condition true. */
    public boolean holds(double value) {
        return operator.holds(value, threshold);
    }

    /** Whether a value ends an alert: by the clear threshold where there is one. */
    public boolean clears(double value) {
        return operator.clears(value, threshold, clearThreshold);
    }
}
