package com.evaratech.alert.alerts;

import java.util.Locale;

/** Why an alert is over. */
public enum ResolvedReason {
    /** A reading says so. */
    CLEARED,
    /** The rule became another one, or is no more. */
    RULE_CHANGED,
    RULE_DISABLED,
    /** The rule does not watch the node any more: its tags, category or community changed. */
    UNBOUND,
    /** There is no such node any more. */
    NODE_DELETED;

    /** The name in JSON and in the database. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
