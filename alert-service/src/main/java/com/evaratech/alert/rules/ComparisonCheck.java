package com.evaratech.alert.rules;

import com.evaratech.common.metric.Kind;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.metric.Plausible;
import com.evaratech.common.problem.FieldError;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Checks the fields that comparisons have in common. Each method adds what is at fault to the
 * errors, and then answers {@code null} where it answers.
 */
final class ComparisonCheck {

    // A week: what lasts longer than that is a matter for a report, not for an alert.
    static final long LONGEST_DURATION_SECONDS = Duration.ofDays(7).toSeconds();

    private static final long SHORTEST_AGE_SECONDS = 60;
    private static final long LONGEST_AGE_SECONDS = Duration.ofDays(30).toSeconds();

    private static final String ORDERED = "gt, gte, lt, lte";

    private final String prefix;
    private final @Nullable Kind watched;
    private final List<FieldError> errors;

    /**
     * For the fields below a path.
     *
     * @param prefix the path, its dot included
     * @param watched the kind of the nodes that the rule watches; {@code null} when they may differ
     */
    ComparisonCheck(String prefix, @Nullable Kind watched, List<FieldError> errors) {
        this.prefix = prefix;
        this.watched = watched;
        this.errors = errors;
    }

    /** A metric that the watched nodes have and that is a number. */
    @Nullable Metric metric(@Nullable String code) {
        Optional<Metric> known =
                comparable().filter(candidate -> candidate.code().equals(code)).findFirst();
        if (known.isEmpty()) {
            String codes = comparable().map(Metric::code).collect(Collectors.joining(", "));
            refuse("metric", code, "one of " + codes);
        }
        return known.orElse(null);
    }

    @Nullable Operator operator(@Nullable String code) {
        Optional<Operator> known = Optional.ofNullable(code).flatMap(Operator::ofCode);
        if (known.isEmpty()) {
            refuse("operator", code, "one of " + Operator.ALLOWED);
        }
        return known.orElse(null);
    }

    /** An operator of more and less. */
    @Nullable Operator ordered(@Nullable String code) {
        Optional<Operator> known =
                Optional.ofNullable(code)
                        .flatMap(Operator::ofCode)
                        .filter(found -> found.clears() != Operator.Clears.WITHOUT_HYSTERESIS);
        if (known.isEmpty()) {
            refuse("operator", code, "one of " + ORDERED);
        }
        return known.orElse(null);
    }

    /**
     * A threshold.
     *
     * @param compared whose plausible range it must lie in; {@code null}: any number does
     */
    void threshold(@Nullable Double threshold, @Nullable Metric compared) {
        if (threshold == null || !isPlausible(threshold, compared)) {
            refuse("threshold", threshold, plausibleNumber(compared));
        }
    }

    /** A clear threshold, if there is one: on the quiet side. */
    void clearThreshold(
            @Nullable Double clear,
            @Nullable Double threshold,
            @Nullable Operator comparison,
            @Nullable Metric compared) {
        if (clear == null) {
            return;
        }
        if (!isPlausible(clear, compared)) {
            refuse("clear_threshold", clear, plausibleNumber(compared));
        } else if (comparison != null && threshold != null && Double.isFinite(threshold)) {
            quietSide(clear, threshold, comparison);
        }
    }

    private void quietSide(double clear, double threshold, Operator comparison) {
        switch (comparison.clears()) {
            case BELOW -> {
                if (clear >= threshold) {
                    refuse(
                            "clear_threshold",
                            clear,
                            "a number below the threshold " + plain(threshold));
                }
            }
            case ABOVE -> {
                if (clear <= threshold) {
                    refuse(
                            "clear_threshold",
                            clear,
                            "a number above the threshold " + plain(threshold));
                }
            }
            case WITHOUT_HYSTERESIS ->
                    refuse(
                            "clear_threshold",
                            clear,
                            "nothing: with eq and neq the alert is over as soon as the"
                                    + " comparison no longer holds");
        }
    }

    /** A whole number in a range; 0 when it is refused. */
    int whole(String field, @Nullable Long value, long least, long most) {
        if (value == null || value < least || value > most) {
            refuse(field, value, "a whole number from %d to %d".formatted(least, most));
            return 0;
        }
        return Math.toIntExact(value);
    }

    /** How long something must be so. */
    int duration(@Nullable Long seconds) {
        return whole("duration_seconds", seconds, 0, LONGEST_DURATION_SECONDS);
    }

    /** How old what was last measured may be. */
    int maxAge(@Nullable Long seconds) {
        return whole(
                "max_age_seconds",
                seconds == null ? Long.valueOf(Condition.USUAL_MAX_AGE_SECONDS) : seconds,
                SHORTEST_AGE_SECONDS,
                LONGEST_AGE_SECONDS);
    }

    void refuse(String field, @Nullable Object value, String allowed) {
        errors.add(FieldError.of(prefix + field, value, allowed));
    }

    private static boolean isPlausible(double value, @Nullable Metric compared) {
        return Double.isFinite(value) && (compared == null || compared.admits(value));
    }

    private Stream<Metric> comparable() {
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
