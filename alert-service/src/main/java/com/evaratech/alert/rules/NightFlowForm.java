package com.evaratech.alert.rules;

import com.evaratech.common.metric.Kind;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.problem.FieldError;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A {@link NightFlow} as a caller wrote it.
 *
 * @param nights {@code null} means 1
 */
@RegisterForReflection
@JsonIgnoreProperties("kind") // read already: it chose this class
record NightFlowForm(
        @Nullable String from,
        @Nullable String until,
        @Nullable Double threshold,
        @Nullable Double clearThreshold,
        @Nullable Long nights)
        implements ConditionForm {

    private static final Pattern TIME = Pattern.compile("\\d{2}:\\d{2}");
    private static final String TIMES = "a time of day like 02:00";
    private static final long MOST_NIGHTS = 14;
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration SHORTEST = Duration.ofMinutes(30);
    private static final Duration LONGEST = Duration.ofHours(8);

    @Override
    public Optional<Condition> check(@Nullable Kind watched, List<FieldError> errors) {
        int errorsBefore = errors.size();
        var fields = new ComparisonCheck("condition.", watched, errors);
        if (watched != null && !Metric.FLOW_RATE_LPM.isOf(watched)) {
            fields.refuse("kind", "night_flow", "a kind for nodes that measure no flow");
        }
        LocalTime begin = time(fields, "from", from);
        LocalTime end = time(fields, "until", until);
        if (begin != null && end != null && !isOfAllowedLength(begin, end)) {
            fields.refuse("until", until, "30 minutes to 8 hours after " + from);
        }
        fields.threshold(threshold, Metric.FLOW_RATE_LPM);
        fields.clearThreshold(clearThreshold, threshold, Operator.GT, Metric.FLOW_RATE_LPM);
        int inARow = fields.whole("nights", nights == null ? 1L : nights, 1, MOST_NIGHTS);
        if (begin == null || end == null || threshold == null || errors.size() > errorsBefore) {
            return Optional.empty();
        }
        return Optional.of(new NightFlow(begin, end, threshold, clearThreshold, inARow));
    }

    private static @Nullable LocalTime time(
            ComparisonCheck fields, String field, @Nullable String text) {
        try {
            if (text != null && TIME.matcher(text).matches()) {
                return LocalTime.parse(text);
            }
        } catch (DateTimeException e) {
            // Refused below, like what has not even the form.
        }
        fields.refuse(field, text, TIMES);
        return null;
    }

    private static boolean isOfAllowedLength(LocalTime begin, LocalTime end) {
        Duration sameDay = Duration.between(begin, end);
        Duration length = sameDay.isPositive() ? sameDay : sameDay.plus(DAY);
        return length.compareTo(SHORTEST) >= 0 && length.compareTo(LONGEST) <= 0;
    }
}
