package com.evaratech.node.maintenance;

import com.evaratech.common.access.Placement;
import com.evaratech.common.directory.MaintenanceEntry;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "maintenance_window")
class WindowEntity {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long number;

    @Column(updatable = false)
    UUID windowId;

    @Column(updatable = false)
    UUID distributorId;

    @Column(updatable = false)
    UUID communityId;

    @Column(updatable = false)
    UUID nodeId;

    Instant startsAt;
    Instant endsAt;
    String reason;

    @Column(updatable = false)
    Instant createdAt;

    long version;

    /** Nothing until it is set. */
    static WindowEntity create(UUID id, Placement place, @Nullable UUID nodeId, Instant now) {
        var row = new WindowEntity();
        row.windowId = id;
        row.distributorId = place.distributorId();
        row.communityId = place.communityId();
        row.nodeId = nodeId;
        row.createdAt = now;
        return row;
    }

    /** Takes the times over as the next version. */
    void set(WindowTimes times) {
        startsAt = times.startsAt();
        endsAt = times.endsAt();
        reason = times.reason();
        version++;
    }

    boolean says(WindowTimes times) {
        return times.equals(new WindowTimes(startsAt, endsAt, reason));
    }

    /** As the other services need it. */
    MaintenanceEntry toEntry() {
        return new MaintenanceEntry(version, windowId, communityId, nodeId, startsAt, endsAt);
    }

    MaintenanceWindow toWindow() {
        return new MaintenanceWindow(
                windowId, communityId, nodeId, startsAt, endsAt, reason, createdAt, version);
    }
}
