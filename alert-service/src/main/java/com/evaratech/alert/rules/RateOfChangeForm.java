package com.evaratech.alert.rules;

import com.evaratech.common.metric.Kind;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.problem.FieldError;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A {@link RateOfChange} as a caller wrote it.
 *
 * @param durationSeconds {@code null} means 0
 */
@RegisterForReflection
@JsonIgnoreProperties("kind") // read already: it chose this class
record RateOfChangeForm(
        @Nullable String metric,
        @Nullable String operator,
        @Nullable Double threshold,
        @Nullable Double clearThreshold,
        @Nullable Long windowSeconds,
        @Nullable Long durationSeconds)
        implements ConditionForm {

    // Shorter than this a rate tells the sensor's noise; longer than a day it is a trend.
    private static final long SHORTEST_SECONDS = Duration.ofMinutes(1).toSeconds();
    private static final long LONGEST_SECONDS = Duration.ofDays(1).toSeconds();

    @Override
    public Optional<Condition> check(@Nullable Kind watched, List<FieldError> errors) {
        int errorsBefore = errors.size();
        var fields = new ComparisonCheck("condition.", watched, errors);
        Metric compared = fields.metric(metric);
        Operator comparison = fields.ordered(operator);
        fields.threshold(threshold, null);
        fields.clearThreshold(clearThreshold, threshold, comparison, null);
        int window =
                fields.whole("window_seconds", windowSeconds, SHORTEST_SECONDS, LONGEST_SECONDS);
        int duration = fields.duration(durationSeconds == null ? 0L : durationSeconds);
        if (compared == null
                || comparison == null
                || threshold == null
                || errors.size() > errorsBefore) {
            return Optional.empty();
        }
        return Optional.of(
                new RateOfChange(
                        compared, comparison, threshold, clearThreshold, window, duration));
    }
}
