package com.evaratech.telemetry.community;

import com.evaratech.common.metric.Metric;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a metric of all nodes of a community came to; lists of equal length, a place in each for
 * every period. All is told in one object.
 *
 * @param communityId the community
 * @param metric which
 * @param unit of its values
 * @param periods of what
 * @param nodes how many have the metric; those without a reading included
 * @param reporting how many of them sent one in each period
 * @param values what they measured; {@code null} of what pumps do
 * @param runHours how long their pumps ran; only of what pumps do
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CommunityRollup(
        UUID communityId,
        Metric metric,
        String unit,
        @JsonUnwrapped Periods periods,
        int nodes,
        List<Integer> reporting,
        @JsonUnwrapped @Nullable Values values,
        @Nullable List<@Nullable Double> runHours) {

    /** Copies the lists. */
    public CommunityRollup {
        reporting = List.copyOf(reporting);
        runHours = runHours == null ? null : copy(runHours);
    }

    /**
     * Hours, days or months.
     *
     * @param by which of them
     * @param zone whose they are
     * @param at where each begins
     * @param to where the last one ends
     */
    @RegisterForReflection
    public record Periods(String by, String zone, List<Instant> at, Instant to) {

        /** Copies the list. */
        public Periods {
            at = List.copyOf(at);
        }
    }

    /**
     * What was measured in each period, {@code null} where nothing was.
     *
     * @param min the least that any node said
     * @param avg the average of their averages, so that one that reports often counts no more
     * @param max the most
     * @param total their averages added up
     */
    @RegisterForReflection
    public record Values(
            List<@Nullable Double> min,
            List<@Nullable Double> avg,
            List<@Nullable Double> max,
            List<@Nullable Double> total) {

        /** Copies the lists. */
        public Values {
            min = copy(min);
            avg = copy(avg);
            max = copy(max);
            total = copy(total);
        }
    }

    // Places without a value are null, which the platform's copies refuse.
    private static List<@Nullable Double> copy(List<@Nullable Double> values) {
        return Collections.unmodifiableList(new ArrayList<>(values));
    }
}
