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
 */
@RegisterForReflection
@JsonIgnoreProperties("kind") // read already: it chose this class
record SilenceForm(@Nullable Long afterSeconds) implements ConditionForm {

    @Override
    public Optional<Condition> check(@Nullable Kind watched, List<FieldError> errors) {
        long after = afterSeconds == null ? 0 : afterSeconds;
        if (after < 0 || after > ComparisonCheck.LONGEST_DURATION_SECONDS) {
            errors.add(
                    FieldError.of(
                            "condition.after_seconds",
                            afterSeconds,
                            "a whole number from 0 to "
                                    + ComparisonCheck.LONGEST_DURATION_SECONDS));
            return Optional.empty();
        }
        return Optional.of(new Silence(Math.toIntExact(after)));
    }
}
