package com.evaratech.node.tenancy;

import org.jspecify.annotations.Nullable;

/** The wish to change a customer or its plan, as it came; the community stays. */
record ChangeCustomer(
        @Nullable String name,
        @Nullable String plan,
        @Nullable Integer maxNodes,
        @Nullable Integer visibleHistoryDays) {}
