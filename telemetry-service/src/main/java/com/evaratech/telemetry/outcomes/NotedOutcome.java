package com.evaratech.telemetry.outcomes;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a reading that was not simply stored or known already.
 *
 * @param recordedAt the reading's instant
 * @param outcome merged or conflict
 * @param source the way it came in
 * @param metrics of a merged reading those that it added; of a conflict the one of which it said
 *     something else
 * @param kept what stays, of a conflict
 * @param refused what does not
 * @param notedAt when the writer came to it
 */
@RegisterForReflection
public record NotedOutcome(
        Instant recordedAt,
        String outcome,
        String source,
        List<String> metrics,
        @Nullable String kept,
        @Nullable String refused,
        Instant notedAt) {

    public NotedOutcome {
        metrics = List.copyOf(metrics);
    }
}
