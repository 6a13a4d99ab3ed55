package com.evaratech.common.access;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a thing belongs among the tenants.
 *
 * @param distributorId the distributor of the community
 * @param communityId the community
 * @param customerId the customer within the community; {@code null} when it is the community's own
 */
public record Placement(UUID distributorId, UUID communityId, @Nullable UUID customerId) {}
