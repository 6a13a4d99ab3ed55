package com.evaratech.alert.alerts;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An alert as it is shown, with its rule and its node as they were when it opened. Times are those
 * of the readings; what no reading ended was resolved by the service's clock.
 *
 * @param id name of the alert in the API
 * @param state whether it is over: {@code "open"}, {@code "resolved"}
 * @param severity how much it matters: {@code info}, {@code warning}, {@code critical}
 * @param ruleId the rule that raised it
 * @param ruleVersion the version of the rule that it was judged by
 * @param ruleName what people called the rule
 * @param nodeId the node that it is about
 * @param communityId the node's community
 * @param customerId the node's customer, if it has one
 * @param metric what was compared, in the unit that its name says
 * @param operator how it was compared
 * @param threshold with what
 * @param value that opened it
 * @param lastValue the newest one that was judged while it was open, the one that ended it included
 * @param lastValueAt when that was measured
 * @param pendingSince since when the condition had held when it opened
 * @param openedAt the reading that opened it
 * @param acknowledgedAt when somebody first said that it is being seen to
 * @param acknowledgedBy who did, the subject of a token
 * @param resolvedAt when it ended
 * @param resolvedReason {@code cleared}, {@code rule_changed}, {@code rule_removed}, {@code
 *     rule_disabled}, {@code unbound}, {@code node_deleted}, {@code by_person}
 * @param resolvedBy the person that ended it
 * @param message what happened, as people are told; {@code null} of alerts that opened before there
 *     was one
 */
@RegisterForReflection
public record Alert(
        UUID id,
        String state,
        String severity,
        UUID ruleId,
        long ruleVersion,
        String ruleName,
        UUID nodeId,
        UUID communityId,
        @Nullable UUID customerId,
        String metric,
        String operator,
        double threshold,
        double value,
        double lastValue,
        Instant lastValueAt,
        Instant pendingSince,
        Instant openedAt,
        @Nullable Instant acknowledgedAt,
        @Nullable String acknowledgedBy,
        @Nullable Instant resolvedAt,
        @Nullable String resolvedReason,
        @Nullable String resolvedBy,
        @Nullable String message) {}
