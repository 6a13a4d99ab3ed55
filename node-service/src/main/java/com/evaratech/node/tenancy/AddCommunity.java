package com.evaratech.node.tenancy;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The wish to add a community, as it came: {@link TenancyRules} says what is accepted. */
record AddCommunity(
        @Nullable UUID distributorId,
        @Nullable String name,
        @Nullable String slug,
        @Nullable String region,
        @Nullable String city) {}
