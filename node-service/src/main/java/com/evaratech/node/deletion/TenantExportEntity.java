package com.evaratech.node.deletion;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Without the record, which lists do not need; written by {@link TenantRecord}. */
@Entity
@Table(name = "tenant_export")
class TenantExportEntity {
    @Id Long number;

    UUID exportId;
    String level;
    UUID tenantId;
    String name;
    UUID distributorId;
    @Nullable UUID communityId;
    @Nullable UUID customerId;
    Instant deletedAt;
    String deletedBy;
    Instant keptUntil;
}
