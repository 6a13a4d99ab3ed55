package com.evaratech.alert.rules;

import com.evaratech.common.problem.FieldError;
import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an import did, or would do.
 *
 * @param dryRun whether nothing was written
 * @param rules what became of each, in the order of the file
 */
@RegisterForReflection
record ImportResult(boolean dryRun, List<Line> rules) {

    /** What becomes of a rule of the file. */
    @RegisterForReflection
    enum Outcome {
        ADDED,
        CHANGED,
        UNCHANGED,
        REFUSED;

        @JsonValue
        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One of them.
     *
     * @param id the rule's; {@code null} when there is none, or not yet
     * @param errors what is wrong with it
     */
    @RegisterForReflection
    record Line(
            @Nullable String name, Outcome outcome, @Nullable UUID id, List<FieldError> errors) {}
}
