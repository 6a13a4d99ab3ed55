package com.evaratech.node.deletion;

import com.evaratech.common.metric.Kind;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** Without the record, which lists do not need; written by {@link NodeRecord}. */
@Entity
@Table(name = "deletion")
class DeletionEntity {
    @Id Long number;

    UUID exportId;
    UUID nodeId;

    @Enumerated(EnumType.STRING)
    Kind kind;

    String key;
    String label;
    UUID distributorId;
    UUID communityId;
    UUID customerId;
    Instant deletedAt;
    String deletedBy;
    Instant keptUntil;

    Export toExport() {
        return new Export(
                exportId,
                nodeId,
                key,
                label,
                kind,
                distributorId,
                communityId,
                customerId,
                deletedAt,
                deletedBy,
                keptUntil,
                Export.Files.of(exportId));
    }
}
