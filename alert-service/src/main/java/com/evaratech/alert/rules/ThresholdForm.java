package com.evaratech.alert.rules;

import com.evaratech.common.metric.Kind;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.metric.Plausible;
import com.evaratech.common.problem.FieldError;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    // A week: what lasts longer than that is a matter for a report, not for an alert.
    static final long LONGEST_DURATION_SECONDS = Duration.ofDays(7).toSeconds();

    @Override
    public Optional<Condition> check(@Nullable Kind watched, List<FieldError> errors) {
        int errorsBefore = errors.size();
        Metric compared = checkMetric(watched, errors);
        Operator comparison = checkOperator(errors);
        checkThreshold(compared, errors);
        checkClearThreshold(compared, comparison, errors);
        checkDuration(errors);
        if (compared == null
                || comparison == null
                || threshold == null
                || durationSeconds == null
                || errors.size() > errorsBefore) {
            return Optional.empty();
        }
        return Optional.of(
                new Threshold(
                        compared,
                        comparison,
                        threshold,
                        clearThreshold,
                        Math.toIntExact(durationSeconds)));
    }

    private @Nullable Metric checkMetric(@Nullable Kind watched, List<FieldError> errors) {
        Optional<Metric> known =
                comparable(watched)
                        .filter(candidate -> candidate.code().equals(metric))
                        .findFirst();
        if (known.isEmpty()) {
            String codes = comparable(watched).map(Metric::code).collect(Collectors.joining(", "));
            errors.add(FieldError.of("condition.metric", metric, "one of " + codes));
        }
        return known.orElse(null);
    }

    private @Nullable Operator checkOperator(List<FieldError> errors) {
        Optional<Operator> known = Optional.ofNullable(operator).flatMap(Operator::ofCode);
        if (known.isEmpty()) {
            errors.add(FieldError.of("condition.operator", operator, "one of " + Operator.ALLOWED));
        }
        return known.orElse(null);
    }

    private void checkThreshold(@Nullable Metric compared, List<FieldError> errors) {
        if (threshold == null || !isPlausible(threshold, compared)) {
            errors.add(FieldError.of("condition.threshold", threshold, plausibleNumber(compared)));
        }
    }

    private void checkClearThreshold(
            @Nullable Metric compared, @Nullable Operator comparison, List<FieldError> errors) {
        if (clearThreshold == null) {
            return;
        }
        if (!isPlausible(clearThreshold, compared)) {
            refuseClearThreshold(plausibleNumber(compared), errors);
        } else if (comparison != null && threshold != null && Double.isFinite(threshold)) {
            switch (comparison.clears()) {
                case BELOW -> {
                    if (clearThreshold >= threshold) {
                        refuseClearThreshold(
                                "a number below the threshold " + plain(threshold), errors);
                    }
                }
                case ABOVE -> {
                    if (clearThreshold <= threshold) {
                        refuseClearThreshold(
                                "a number above the threshold " + plain(threshold), errors);
                    }
                }
                case WITHOUT_HYSTERESIS ->
                        refuseClearThreshold(
                                "nothing: with eq and neq the alert is over as soon as the"
                                        + " comparison no longer holds",
                                errors);
            }
        }
    }

    private void refuseClearThreshold(String allowed, List<FieldError> errors) {
        errors.add(FieldError.of("condition.clear_threshold", clearThreshold, allowed));
    }

    private void checkDuration(List<FieldError> errors) {
        if (durationSeconds == null
                || durationSeconds < 0
                || durationSeconds > LONGEST_DURATION_SECONDS) {
            errors.add(
                    FieldError.of(
                            "condition.duration_seconds",
                            durationSeconds,
                            "a whole number from 0 to " + LONGEST_DURATION_SECONDS));
        }
    }

    private static boolean isPlausible(double value, @Nullable Metric compared) {
        return Double.isFinite(value) && (compared == null || compared.admits(value));
    }

    /** The metrics that nodes of a kind have and that are numbers. */
    private static Stream<Metric> comparable(@Nullable Kind watched) {
        return Arrays.stream(Metric.values())
                .filter(metric -> metric.plausible() instanceof Plausible.Range)
                .filter(metric -> watched == null || metric.isOf(watched));
    }

    private static String plausibleNumber(@Nullable Metric compared) {
        return compared != null && compared.plausible() instanceof Plausible.Range(var min, var max)
                ? "a number from " + plain(min) + " to " + plain(max)
                : "a finite number";
    }

    private static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }
}
