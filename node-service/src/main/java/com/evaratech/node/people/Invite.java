package com.evaratech.node.people;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The wish to invite somebody, as it came: {@link InvitationRules} says what is accepted. */
record Invite(
        @Nullable String email,
        @Nullable String role,
        @Nullable UUID distributorId,
        @Nullable UUID communityId,
        @Nullable UUID customerId,
        @Nullable Integer validHours) {}
