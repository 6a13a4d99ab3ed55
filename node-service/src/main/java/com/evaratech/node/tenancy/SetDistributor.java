package com.evaratech.node.tenancy;

import org.jspecify.annotations.Nullable;

/**
 * The wish to add or change a distributor, as it came: {@link TenancyRules} says what is accepted.
 */
record SetDistributor(@Nullable String name, @Nullable String slug) {}
