package com.evaratech.alert.rules;

/**
 * A rule as whoever judges readings needs it.
 *
 * @param number the rule inside the service: compact, never reused
 * @param rule the rule as it is kept
 */
public record WatchedRule(long number, Rule rule) {}
