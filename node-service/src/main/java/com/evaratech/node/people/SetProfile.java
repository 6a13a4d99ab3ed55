package com.evaratech.node.people;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The wish to let somebody act, or to stop them, as it came: {@link ProfileRules} says what is
 * accepted.
 */
record SetProfile(
        @Nullable String role,
        @Nullable UUID distributorId,
        @Nullable UUID communityId,
        @Nullable UUID customerId,
        @Nullable Boolean active) {}
