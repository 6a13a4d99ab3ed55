package com.evaratech.alert.rules;

import com.evaratech.common.metric.Kind;
import com.evaratech.common.problem.FieldError;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Silence} as a caller wrote it.
 *
 * @param afterSeconds {@code null} means 0
 * @param neverReportedAfterSeconds {@code null} means never
 */
@RegisterForReflection
@JsonIgnoreProperties("kind") // read already: it chose this class
record SilenceForm(@Nullable Long afterSeconds, @Nullable Long neverReportedAfterSeconds)
        implements ConditionForm {

    // Whoever registers a fleet long before it is mounted may wait a season.
    private static final long LONGEST_NEVER_SECONDS = 90 * 86_400L;

    @Override
    public Optional<Condition> check(@Nullable Kind watched, List<FieldError> errors) {
        int errorsBefore = errors.size();
        var fields = new ComparisonCheck("condition.", watched, errors);
        int after =
                fields.whole(
                        "after_seconds",
                        afterSeconds == null ? Long.valueOf(0) : afterSeconds,
                        0,
                        ComparisonCheck.LONGEST_DURATION_SECONDS);
        Integer never =
                neverReportedAfterSeconds == null
                        ? null
                        : fields.whole(
                                "never_reported_after_seconds",
                                neverReportedAfterSeconds,
                                1,
                                LONGEST_NEVER_SECONDS);
        return errors.size() > errorsBefore
                ? Optional.empty()
                : Optional.of(new Silence(after, never));
    }
}
