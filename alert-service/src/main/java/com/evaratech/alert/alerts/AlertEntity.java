package com.evaratech.alert.alerts;

import com.evaratech.common.access.Placement;
import com.evaratech.common.alerting.AlertFacts;
import com.evaratech.common.alerting.AlertFacts.Crossing;
import com.evaratech.common.alerting.AlertFacts.Ending;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/**
 * A row of {@code alerting.alert} for people who ask for it or do something about it. Rounds of
 * readings write rows by statements for many ({@link AlertTable}).
 */
@Entity
@Table(schema = "alerting", name = "alert")
class AlertEntity {

    @Id Long number;

    @Column(updatable = false)
    UUID id;

    String state;
    Instant resolvedAt;
    String resolvedReason;
    String resolvedBy;
    Instant acknowledgedAt;
    String acknowledgedBy;

    @Column(updatable = false)
    UUID ruleId;

    @Column(updatable = false)
    long ruleVersion;

    @Column(updatable = false)
    String ruleName;

    @Column(updatable = false)
    String severity;

    @Column(updatable = false)
    UUID nodeId;

    @Column(updatable = false)
    UUID distributorId;

    @Column(updatable = false)
    UUID communityId;

    @Column(updatable = false)
    UUID customerId;

    @Column(updatable = false)
    String metric;

    @Column(updatable = false)
    String operator;

    @Column(updatable = false)
    double threshold;

    @Column(updatable = false)
    double value;

    // Rounds of readings move these two on.
    @Column(updatable = false)
    double lastValue;

    @Column(updatable = false)
    Instant lastValueAt;

    @Column(updatable = false)
    Instant pendingSince;

    @Column(updatable = false)
    Instant openedAt;

    @Column(updatable = false)
    String message;

    // What the node was when it opened.
    @Column(updatable = false)
    String category;

    /** As it is told to others. */
    AlertFacts toFacts() {
        return new AlertFacts(
                id,
                ruleId,
                ruleVersion,
                ruleName,
                severity,
                nodeId,
                new Placement(distributorId, communityId, customerId),
                new Crossing(metric, operator, threshold, lastValue, message),
                openedAt,
                resolvedAt == null ? null : new Ending(resolvedAt, resolvedReason));
    }

    /** As it is shown. */
    Alert toAlert() {
        return new Alert(
                id,
                state,
                severity,
                ruleId,
                ruleVersion,
                ruleName,
                nodeId,
                communityId,
                customerId,
                metric,
                operator,
                threshold,
                value,
                lastValue,
                lastValueAt,
                pendingSince,
                openedAt,
                acknowledgedAt,
                acknowledgedBy,
                resolvedAt,
                resolvedReason,
                resolvedBy,
                message);
    }
}
