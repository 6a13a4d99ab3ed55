package com.evaratech.node.people;

import com.evaratech.common.access.Role;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An offer of a role, without the code that accepts it. At most one of the tenants' ids is there.
 *
 * @param email the address whose owner may accept without the code
 * @param invitedBy subject of who made it
 * @param state one of open, accepted, withdrawn, expired
 * @param acceptedBy subject of who has the role by it
 */
record Invitation(
        UUID id,
        @Nullable String email,
        Role role,
        @Nullable UUID distributorId,
        @Nullable UUID communityId,
        @Nullable UUID customerId,
        String invitedBy,
        Instant createdAt,
        Instant expiresAt,
        String state,
        @Nullable String acceptedBy) {}
