package com.evaratech.node.claims;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A claim token, without what makes it one.
 *
 * @param id the part of it that may be known
 * @param createdBy subject of who made it
 * @param state {@code open}, {@code used}, {@code withdrawn} or {@code expired}
 * @param nodeId the node that was claimed with it
 */
record ClaimToken(
        String id,
        UUID communityId,
        @Nullable UUID customerId,
        String createdBy,
        Instant createdAt,
        Instant expiresAt,
        String state,
        @Nullable UUID nodeId) {}
