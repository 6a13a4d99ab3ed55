package com.evaratech.node.tenancy;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A way down the tenancy tree; an id is only there when all ids above it are. */
public record TenancyPath(
        @Nullable UUID distributorId, @Nullable UUID communityId, @Nullable UUID customerId) {}
