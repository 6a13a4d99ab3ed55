package com.evaratech.alert.alerts;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of the alerts that opened in a time.
 *
 * @param from where the time begins
 * @param until where it ends, itself not included
 * @param all of them together
 * @param bySeverity of each severity, those that matter most first; only severities that there are
 * @param noisiestRules the rules with most alerts, at most ten, most first
 */
@RegisterForReflection
public record AlertStatistics(
        Instant from,
        Instant until,
        Count all,
        List<OfSeverity> bySeverity,
        List<NoisyRule> noisiestRules) {

    /** Copies the lists. */
    public AlertStatistics {
        bySeverity = List.copyOf(bySeverity);
        noisiestRules = List.copyOf(noisiestRules);
    }

    /**
     * Alerts counted.
     *
     * @param opened that opened
     * @param open those of them that are open now
     * @param acknowledge from opening to the first acknowledgement, of those that were acknowledged
     * @param resolve from opening to the end, of those that a reading or a person ended
     */
    @RegisterForReflection
    public record Count(long opened, long open, Times acknowledge, Times resolve) {}

    /** Alerts of a severity, counted. */
    @RegisterForReflection
    public record OfSeverity(String severity, Count count) {}

    /**
     * How long something took.
     *
     * @param count how many there were
     * @param medianSeconds half of them took no longer; {@code null} when there were none
     * @param p90Seconds nine in ten took no longer; {@code null} when there were none
     */
    @RegisterForReflection
    public record Times(long count, @Nullable Double medianSeconds, @Nullable Double p90Seconds) {}

    /**
     * A rule and its alerts.
     *
     * @param ruleName as it was called at the newest of them
     * @param nodes how many nodes they were about
     */
    @RegisterForReflection
    public record NoisyRule(UUID ruleId, String ruleName, long opened, long nodes) {}
}
