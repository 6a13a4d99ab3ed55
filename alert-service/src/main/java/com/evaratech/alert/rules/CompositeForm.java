package com.evaratech.alert.rules;

import com.evaratech.alert.rules.Composite.Match;
import com.evaratech.alert.rules.Composite.Part;
import com.evaratech.common.metric.Kind;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.problem.FieldError;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Composite} as a caller wrote it.
 *
 * @param maxAgeSeconds {@code null} means a day
 */
@RegisterForReflection
@JsonIgnoreProperties("kind") // read already: it chose this class
record CompositeForm(
        @Nullable String match,
        @Nullable List<@Nullable PartForm> conditions,
        @Nullable Long durationSeconds,
        @Nullable Long maxAgeSeconds)
        implements ConditionForm {

    private static final String CONDITIONS = "2 to " + Composite.MOST + " comparisons";

    /** A {@link Part} as a caller wrote it. */
    @RegisterForReflection
    record PartForm(
            @Nullable String metric,
            @Nullable String operator,
            @Nullable Double threshold,
            @Nullable Double clearThreshold) {}

    @Override
    public Optional<Condition> check(@Nullable Kind watched, List<FieldError> errors) {
        int errorsBefore = errors.size();
        var fields = new ComparisonCheck("condition.", watched, errors);
        Optional<Match> together = Optional.ofNullable(match).flatMap(Match::ofCode);
        if (together.isEmpty()) {
            fields.refuse("match", match, "one of " + Match.ALLOWED);
        }
        List<Part> parts = parts(fields, watched, errors);
        int duration = fields.duration(durationSeconds);
        int maxAge = fields.maxAge(maxAgeSeconds);
        if (errors.size() == errorsBefore && !isOfOneKind(parts)) {
            fields.refuse(
                    "conditions",
                    parts.stream().map(part -> part.metric().code()).toList(),
                    "metrics that nodes of one kind have together");
        }
        return errors.size() > errorsBefore
                ? Optional.empty()
                : together.map(how -> new Composite(how, parts, duration, maxAge));
    }

    private List<Part> parts(
            ComparisonCheck fields, @Nullable Kind watched, List<FieldError> errors) {
        List<Part> parts = new ArrayList<>();
        if (conditions == null || conditions.size() < 2 || conditions.size() > Composite.MOST) {
            fields.refuse("conditions", conditions == null ? null : conditions.size(), CONDITIONS);
            return parts;
        }
        for (int place = 0; place < conditions.size(); place++) {
            String path = "condition.conditions[%d].".formatted(place);
            PartForm form = conditions.get(place);
            part(
                            form == null ? new PartForm(null, null, null, null) : form,
                            new ComparisonCheck(path, watched, errors))
                    .ifPresent(parts::add);
        }
        return parts;
    }

    private static Optional<Part> part(PartForm form, ComparisonCheck fields) {
        Metric compared = fields.metric(form.metric());
        Operator comparison = fields.operator(form.operator());
        fields.threshold(form.threshold(), compared);
        fields.clearThreshold(form.clearThreshold(), form.threshold(), comparison, compared);
        // What else is at fault is among the errors by now.
        return compared == null || comparison == null || form.threshold() == null
                ? Optional.empty()
                : Optional.of(
                        new Part(compared, comparison, form.threshold(), form.clearThreshold()));
    }

    private static boolean isOfOneKind(List<Part> parts) {
        return Arrays.stream(Kind.values())
                .anyMatch(kind -> parts.stream().allMatch(part -> part.metric().isOf(kind)));
    }
}
