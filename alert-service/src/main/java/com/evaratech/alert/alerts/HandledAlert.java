package com.evaratech.alert.alerts;

import com.evaratech.common.access.Placement;
import com.evaratech.common.alerting.AlertFacts;
import java.time.Instant;
import java.util.UUID;

/**
 * An alert in the hands of a person: what is done to it is written when the session's transaction
 * ends.
 */
public final class HandledAlert {

    private static final String OPEN = "open";
    private static final String RESOLVED = "resolved";

    private final AlertEntity row;

    HandledAlert(AlertEntity row) {
        this.row = row;
    }

    /** The alert inside the service: compact, never reused. */
    public long number() {
        return row.number;
    }

    public UUID id() {
        return row.id;
    }

    public boolean isOpen() {
        return OPEN.equals(row.state);
    }

    public boolean isAcknowledged() {
        return row.acknowledgedAt != null;
    }

    /** The tenants whose alert it is. */
    public Placement placement() {
        return new Placement(row.distributorId, row.communityId, row.customerId);
    }

    /** Notes who sees to it. */
    public void acknowledge(String who, Instant when) {
        row.acknowledgedAt = when;
        row.acknowledgedBy = who;
    }

    /** Ends it. A device's clock may be ahead of the service's: no alert ends before it opened. */
    public void resolve(String who, Instant when) {
        row.state = RESOLVED;
        row.resolvedAt = when.isBefore(row.openedAt) ? row.openedAt : when;
        row.resolvedReason = ResolvedReason.BY_PERSON.code();
        row.resolvedBy = who;
    }

    /** As it is told to others. */
    public AlertFacts toFacts() {
        return row.toFacts();
    }

    /** As it is shown. */
    public Alert toAlert() {
        return row.toAlert();
    }
}
