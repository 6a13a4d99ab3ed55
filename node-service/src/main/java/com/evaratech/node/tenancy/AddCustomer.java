package com.evaratech.node.tenancy;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The wish to add a customer, as it came: {@link TenancyRules} says what is accepted. */
record AddCustomer(@Nullable UUID communityId, @Nullable String name, @Nullable Integer maxNodes) {}
