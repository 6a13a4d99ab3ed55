package com.evaratech.node.apikeys;

import com.evaratech.common.access.Role;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A key of a program, without what makes it one. One of the tenants' ids is there.
 *
 * @param id the part of it that may be known
 * @param createdBy subject of who made it
 * @param lastUsedAt when it was last used, to a minute or so; {@code null} when that is not known
 * @param revokedAt since when it opens nothing; {@code null} unless it was revoked
 */
record ApiKey(
        String id,
        String name,
        Role role,
        @Nullable UUID distributorId,
        @Nullable UUID communityId,
        @Nullable UUID customerId,
        String createdBy,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant revokedAt) {}
