package com.evaratech.node.grants;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The wish for a role in a part of the tree, as it came: {@link GrantRules} says what is accepted.
 */
public record GrantWish(
        @Nullable String role,
        @Nullable UUID distributorId,
        @Nullable UUID communityId,
        @Nullable UUID customerId) {}
