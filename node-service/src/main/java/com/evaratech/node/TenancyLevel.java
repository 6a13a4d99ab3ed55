package com.evaratech.node;

/** How deep in the tenancy tree something sits; each level lies inside the one before. */
public enum TenancyLevel {
    DISTRIBUTOR,
    COMMUNITY,
    CUSTOMER
}
