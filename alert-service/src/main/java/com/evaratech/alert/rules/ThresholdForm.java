package com.evaratech.alert.rules;

import com.evaratech.common.metric.Kind;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.problem.FieldError;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A {@link Threshold} as a caller wrote it. */
@RegisterForReflection
@JsonIgnoreProperties("kind") // read already: it chose this class
record ThresholdForm(
        @Nullable String metric,
        @Nullable String operator,
        @Nullable Double threshold,
        @Nullable Double clearThreshold,
        @Nullable Long durationSeconds)
        implements ConditionForm {

    @Override
    public Optional<Condition> check(@Nullable Kind watched, List<FieldError> errors) {
        int errorsBefore = errors.size();
        var fields = new ComparisonCheck("condition.", watched, errors);
        Metric compared = fields.metric(metric);
        Operator comparison = fields.operator(operator);
        fields.threshold(threshold, compared);
        fields.clearThreshold(clearThreshold, threshold, comparison, compared);
        int duration = fields.duration(durationSeconds);
        if (compared == null
                || comparison == null
                || threshold == null
                || errors.size() > errorsBefore) {
            return Optional.empty();
        }
        return Optional.of(
                new Threshold(compared, comparison, threshold, clearThreshold, duration));
    }
}
