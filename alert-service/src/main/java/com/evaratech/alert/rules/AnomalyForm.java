package com.evaratech.alert.rules;

import com.evaratech.alert.rules.Anomaly.Direction;
import com.evaratech.common.metric.Kind;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.problem.FieldError;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An {@link Anomaly} as a caller wrote it.
 *
 * @param direction {@code null} means both
 * @param sensitivity {@code null} means 5
 * @param durationSeconds {@code null} means 0
 */
@RegisterForReflection
@JsonIgnoreProperties("kind") // read already: it chose this class
record AnomalyForm(
        @Nullable String metric,
        @Nullable String direction,
        @Nullable Long sensitivity,
        @Nullable Long durationSeconds)
        implements ConditionForm {

    @Override
    public Optional<Condition> check(@Nullable Kind watched, List<FieldError> errors) {
        int errorsBefore = errors.size();
        var fields = new ComparisonCheck("condition.", watched, errors);
        Metric judged = fields.metric(metric);
        Optional<Direction> side =
                direction == null ? Optional.of(Direction.BOTH) : Direction.ofCode(direction);
        if (side.isEmpty()) {
            fields.refuse("direction", direction, "one of " + Direction.ALLOWED);
        }
        int sensitive =
                fields.whole(
                        "sensitivity",
                        sensitivity == null ? Long.valueOf(Anomaly.USUAL_SENSITIVITY) : sensitivity,
                        Anomaly.LEAST_SENSITIVE,
                        Anomaly.MOST_SENSITIVE);
        int duration =
                fields.whole(
                        "duration_seconds",
                        durationSeconds == null ? Long.valueOf(0) : durationSeconds,
                        0,
                        Anomaly.LONGEST_DURATION_SECONDS);
        return judged == null || side.isEmpty() || errors.size() > errorsBefore
                ? Optional.empty()
                : Optional.of(new Anomaly(judged, side.get(), sensitive, duration));
    }
}
