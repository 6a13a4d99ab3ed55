package com.evaratech.node.apikeys;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The wish for an API key, as it came: {@link ApiKeyRules} says what is accepted. */
record IssueApiKey(
        @Nullable String name,
        @Nullable String role,
        @Nullable UUID distributorId,
        @Nullable UUID communityId,
        @Nullable UUID customerId,
        @Nullable Integer validDays) {}
