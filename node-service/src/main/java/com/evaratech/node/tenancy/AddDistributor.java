package com.evaratech.node.tenancy;

import org.jspecify.annotations.Nullable;

/** The wish to add a distributor, as it came: {@link TenancyRules} says what is accepted. */
record AddDistributor(@Nullable String name, @Nullable String slug) {}
