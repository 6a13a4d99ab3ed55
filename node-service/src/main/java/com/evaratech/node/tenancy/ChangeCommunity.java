package com.evaratech.node.tenancy;

import org.jspecify.annotations.Nullable;

/** The wish to change a community, as it came; the distributor stays. */
record ChangeCommunity(
        @Nullable String name,
        @Nullable String slug,
        @Nullable String region,
        @Nullable String city) {}
