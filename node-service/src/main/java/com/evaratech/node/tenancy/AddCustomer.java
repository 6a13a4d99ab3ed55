package com.evaratech.node.tenancy;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The wish to add a customer, as it came: {@link TenancyRules} says what is accepted. Without a
 * plan's name it is the standard one, without days the whole history is visible.
 */
record AddCustomer(
        @Nullable UUID communityId,
        @Nullable String name,
        @Nullable String plan,
        @Nullable Integer maxNodes,
        @Nullable Integer visibleHistoryDays) {}
