package com.evaratech.alert.alerts;

import java.util.Locale;

/** Why an alert is over. */
public enum ResolvedReason {
    /** A reading says so. */
    CLEARED,
    /** The rule became another one. */
    RULE_CHANGED,
    /** The rule is no more. */
    RULE_REMOVED,
    RULE_DISABLED,
    /** The rule does not watch the node any more: its tags, category or community changed. */
    UNBOUND,
    /** There is no such node any more. */
    NODE_DELETED,
    /** A person said so. */
    BY_PERSON;

    /** The name in JSON and in the database. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
