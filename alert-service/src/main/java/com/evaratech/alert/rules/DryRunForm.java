package com.evaratech.alert.rules;

import com.evaratech.common.metric.Kind;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.metric.Plausible;
import com.evaratech.common.problem.FieldError;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A {@link DryRun} as a caller wrote it.
 *
 * @param maxAgeSeconds {@code null} means a day
 */
@RegisterForReflection
@JsonIgnoreProperties("kind") // read already: it chose this class
record DryRunForm(
        @Nullable Double minFlowLpm,
        @Nullable Double maxDepthM,
        @Nullable Long durationSeconds,
        @Nullable Long maxAgeSeconds)
        implements ConditionForm {

    @Override
    public Optional<Condition> check(@Nullable Kind watched, List<FieldError> errors) {
        int errorsBefore = errors.size();
        var fields = new ComparisonCheck("condition.", watched, errors);
        if (watched != null && !Metric.PUMP_STATUS.isOf(watched)) {
            fields.refuse("kind", "dry_run", "a kind for nodes without a pump");
        } else if (minFlowLpm == null && maxDepthM == null) {
            fields.refuse("min_flow_lpm", null, "a number above 0, or max_depth_m instead");
        } else if (minFlowLpm != null && maxDepthM != null) {
            fields.refuse("max_depth_m", maxDepthM, "nothing beside min_flow_lpm");
        } else if (maxDepthM != null) {
            checkDepth(fields, maxDepthM, watched);
        } else if (minFlowLpm != null
                && !(minFlowLpm > 0 && Metric.FLOW_RATE_LPM.admits(minFlowLpm))) {
            fields.refuse("min_flow_lpm", minFlowLpm, "a number above 0, at most 100000");
        }
        int duration = fields.duration(durationSeconds);
        int maxAge = fields.maxAge(maxAgeSeconds);
        return errors.size() > errorsBefore
                ? Optional.empty()
                : Optional.of(new DryRun(minFlowLpm, maxDepthM, duration, maxAge));
    }

    private static void checkDepth(ComparisonCheck fields, double depthM, @Nullable Kind watched) {
        if (watched != null && !Metric.DYNAMIC_WATER_LEVEL_M.isOf(watched)) {
            fields.refuse("max_depth_m", depthM, "nothing for nodes that are no wells");
        } else if (!Metric.DYNAMIC_WATER_LEVEL_M.admits(depthM)
                && Metric.DYNAMIC_WATER_LEVEL_M.plausible()
                        instanceof Plausible.Range(var min, var max)) {
            fields.refuse("max_depth_m", depthM, "a number from %.0f to %.0f".formatted(min, max));
        }
    }
}
