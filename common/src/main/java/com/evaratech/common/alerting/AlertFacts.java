package com.evaratech.common.alerting;

import com.evaratech.common.access.Placement;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An alert at one moment, with its rule and its node as they were when it opened.
 *
 * @param alertId the alert in the API
 * @param ruleId the rule that raised it
 * @param ruleVersion the version of it that fired; {@code null} when that was not told, as by a
 *     release before this one
 * @param ruleName what people call the rule
 * @param severity code of how much it matters: info, warning, critical
 * @param nodeId the node that it is about
 * @param placement the tenants whose alert it is
 * @param crossing what was measured and compared
 * @param openedAt when it opened, by the reading's own clock
 * @param ending when and why it ended; {@code null} while it is open
 */
public record AlertFacts(
        UUID alertId,
        UUID ruleId,
        @Nullable Long ruleVersion,
        String ruleName,
        String severity,
        UUID nodeId,
        Placement placement,
        Crossing crossing,
        Instant openedAt,
        @Nullable Ending ending) {

    /** An alert of which it is not told what version of its rule fired. */
    // As wide as the record: who has all the rest says it in its order.
    @SuppressWarnings("checkstyle:ParameterNumber")
    public AlertFacts(
            UUID alertId,
            UUID ruleId,
            String ruleName,
            String severity,
            UUID nodeId,
            Placement placement,
            Crossing crossing,
            Instant openedAt,
            @Nullable Ending ending) {
        this(
                alertId, ruleId, null, ruleName, severity, nodeId, placement, crossing, openedAt,
                ending);
    }

    /**
     * A value against a threshold.
     *
     * @param metric code of what was measured, which also tells the unit
     * @param operator code of the comparison that opened the alert: gt, gte, lt, lte, eq, neq
     * @param threshold the value compared with
     * @param value the newest one judged: the one that opened the alert, or the last one of it
     * @param message what opened the alert, as people are told; {@code null} of alerts that have
     *     none
     */
    public record Crossing(
            String metric,
            String operator,
            double threshold,
            double value,
            @Nullable String message) {

        /** A comparison without words. */
        public Crossing(String metric, String operator, double threshold, double value) {
            this(metric, operator, threshold, value, null);
        }

        /** The same comparison with another value. */
        public Crossing with(double newValue) {
            return new Crossing(metric, operator, threshold, newValue, message);
        }
    }

    /**
     * The end of an alert.
     *
     * @param at by the clock of the reading that ended it, or of the service when none did
     * @param reason code: cleared, rule_changed, rule_disabled, rule_removed, unbound,
     *     node_deleted, by_person
     */
    public record Ending(Instant at, String reason) {}

    /** The same alert, over. */
    public AlertFacts ended(Ending how, double lastValue) {
        return new AlertFacts(
                alertId,
                ruleId,
                ruleVersion,
                ruleName,
                severity,
                nodeId,
                placement,
                crossing.with(lastValue),
                openedAt,
                how);
    }
}
