package com.evaratech.node.audit;

import com.evaratech.common.access.Placement;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whose affair a change is: the part of the tenancy tree that its subject belongs to once the
 * change is made. An id is only there when all ids above it are; none is there for what belongs to
 * no tenant, such as a superadmin.
 */
public record AuditedTenant(
        @Nullable UUID distributorId, @Nullable UUID communityId, @Nullable UUID customerId) {

    /** A distributor itself. */
    public static AuditedTenant ofDistributor(UUID distributorId) {
        return new AuditedTenant(distributorId, null, null);
    }

    /** A community itself. */
    public static AuditedTenant ofCommunity(UUID distributorId, UUID communityId) {
        return new AuditedTenant(distributorId, communityId, null);
    }

    /** Something in a community. */
    public static AuditedTenant of(Placement place) {
        return new AuditedTenant(place.distributorId(), place.communityId(), place.customerId());
    }
}
