package com.evaratech.node;

import java.util.Locale;

/** How deep in the tenancy tree something sits; each level lies inside the one before. */
public enum TenancyLevel {
    DISTRIBUTOR,
    COMMUNITY,
    CUSTOMER;

    /** What one of them is called, in codes and messages. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
