package com.evaratech.node.claims;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The wish for a claim token, as it came: {@link ClaimRules} says what is accepted. */
record IssueClaimToken(
        @Nullable UUID communityId, @Nullable UUID customerId, @Nullable Integer validHours) {}
