package com.evaratech.node.deletion;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a removed distributor, community or customer, for a while.
 *
 * @param id names the export
 * @param level what it was, in one word
 * @param tenantId which one; nothing is found under it any more
 * @param name its name for people
 * @param deletedBy whoever removed it: a token's subject or an API key
 * @param keptUntil when the export goes, too
 * @param file path of the tenant, what belonged to it, and its audit: lines of JSON
 */
@RegisterForReflection
public record TenantExport(
        UUID id,
        String level,
        UUID tenantId,
        String name,
        UUID distributorId,
        @Nullable UUID communityId,
        @Nullable UUID customerId,
        Instant deletedAt,
        String deletedBy,
        Instant keptUntil,
        String file) {

    static TenantExport of(TenantExportEntity row) {
        return new TenantExport(
                row.exportId,
                row.level,
                row.tenantId,
                row.name,
                row.distributorId,
                row.communityId,
                row.customerId,
                row.deletedAt,
                row.deletedBy,
                row.keptUntil,
                TenantExportResource.PATH + "/" + row.exportId + "/registry");
    }
}
