package com.evaratech.node.tenancy;

import com.evaratech.node.TenancyLevel;
import java.util.UUID;

/** Part of the tenancy tree: what {@code id} names on its level, and all below it. */
public record TenancyPart(TenancyLevel level, UUID id) {}
