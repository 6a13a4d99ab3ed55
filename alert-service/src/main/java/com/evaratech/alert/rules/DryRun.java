package com.evaratech.alert.rules;

import com.evaratech.common.metric.Metric;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/**
 * A pump runs and moves no water, or runs while the water in its well stands too deep: in both it
 * is about to be damaged. One of the two limits is given.
 *
 * @param minFlowLpm a running pump moves at least this, in litres per minute
 * @param maxDepthM while the pump runs, the water stands at most this deep, in metres
 * @param durationSeconds how long that must be so before the alert is raised; a pump that starts
 *     needs a while until its water comes
 * @param maxAgeSeconds for how long it counts what was last said of the pump
 */
@JsonTypeName("dry_run")
@RegisterForReflection
public record DryRun(
        @Nullable Double minFlowLpm,
        @Nullable Double maxDepthM,
        int durationSeconds,
        int maxAgeSeconds)
        implements Condition {

    private static final double RUNNING =
            Metric.PUMP_STATUS.placeOf("RUNNING").orElseThrow(IllegalStateException::new);

    public DryRun {
        if ((minFlowLpm == null) == (maxDepthM == null)) {
            throw new IllegalArgumentException("a dry run has one limit");
        }
    }

    /** One that takes a pump's word for a day. */
    public DryRun(@Nullable Double minFlowLpm, @Nullable Double maxDepthM, int durationSeconds) {
        this(minFlowLpm, maxDepthM, durationSeconds, USUAL_MAX_AGE_SECONDS);
    }

    /** What is compared while the pump runs. */
    public Metric metric() {
        return minFlowLpm == null ? Metric.DYNAMIC_WATER_LEVEL_M : Metric.FLOW_RATE_LPM;
    }

    /** How it is compared. */
    public Operator operator() {
        return minFlowLpm == null ? Operator.GT : Operator.LT;
    }

    /** With what. */
    public double threshold() {
        if (minFlowLpm != null) {
            return minFlowLpm;
        }
        // One of the two is there.
        return maxDepthM == null ? Double.NaN : maxDepthM;
    }

    /** Whether a value, measured while the pump runs, makes the condition true. */
    public boolean holds(double value) {
        return operator().holds(value, threshold());
    }

    /** Whether a value of {@link Metric#PUMP_STATUS} says that the pump runs. */
    public static boolean isRunning(double pumpStatus) {
        return pumpStatus == RUNNING;
    }
}
