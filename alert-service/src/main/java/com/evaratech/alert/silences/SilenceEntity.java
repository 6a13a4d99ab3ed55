package com.evaratech.alert.silences;

import com.evaratech.common.access.Placement;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A row of {@code alerting.silence}: nothing of it changes but that it is ended. */
@Entity
@Table(schema = "alerting", name = "silence")
class SilenceEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long number;

    @Column(updatable = false)
    UUID id;

    @Column(updatable = false)
    UUID distributorId;

    @Column(updatable = false)
    UUID communityId;

    @Column(updatable = false)
    UUID nodeId;

    @Column(updatable = false)
    UUID ruleId;

    @Column(updatable = false)
    String severity;

    @Column(updatable = false)
    String category;

    @Column(updatable = false)
    Instant fromAt;

    @Column(updatable = false)
    Instant untilAt;

    @Column(updatable = false)
    String reason;

    @Column(updatable = false)
    String author;

    @Column(updatable = false)
    Instant createdAt;

    Instant endedAt;
    String endedBy;

    static SilenceEntity of(SilenceDraft draft, Placement community, String author, Instant now) {
        var row = new SilenceEntity();
        row.id = UUID.randomUUID();
        row.distributorId = community.distributorId();
        row.communityId = community.communityId();
        row.nodeId = draft.nodeId();
        row.ruleId = draft.ruleId();
        row.severity = draft.severity() == null ? null : draft.severity().code();
        row.category = draft.category() == null ? null : draft.category().name();
        row.fromAt = draft.from();
        row.untilAt = draft.until();
        row.reason = draft.reason();
        row.author = author;
        row.createdAt = now;
        return row;
    }

    Placement placement() {
        return new Placement(distributorId, communityId, null);
    }

    boolean isOver(Instant now) {
        return endedAt != null || !untilAt.isAfter(now);
    }

    AlertSilence toSilence(Instant now) {
        return new AlertSilence(
                id,
                communityId,
                nodeId,
                ruleId,
                severity,
                category,
                fromAt,
                untilAt,
                reason,
                author,
                createdAt,
                endedAt,
                endedBy,
                state(now));
    }

    private String state(Instant now) {
        if (isOver(now)) {
            return "over";
        }
        return fromAt.isAfter(now) ? "pending" : "active";
    }
}
