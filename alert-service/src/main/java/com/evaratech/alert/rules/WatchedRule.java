package com.evaratech.alert.rules;

/**
 * A rule as whoever judges readings needs it.
 *
 * @param number the rule inside the service: compact, never reused
 * @param conditionVersion the version in which it began to watch these nodes for this: what is
 *     known under another one is of no use
 * @param rule the rule as it is kept
 */
public record WatchedRule(long number, long conditionVersion, Rule rule) {

    /** A rule whose last change was one of what it watches for. */
    public WatchedRule(long number, Rule rule) {
        this(number, rule.version(), rule);
    }
}
