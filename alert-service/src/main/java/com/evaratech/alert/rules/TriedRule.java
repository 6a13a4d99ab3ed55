package com.evaratech.alert.rules;

import java.util.UUID;

/**
 * A rule that is to be tried, whether it is kept or not.
 *
 * @param communityId whose nodes it may watch
 * @param binding which of them it watches
 * @param condition what it watches for
 */
public record TriedRule(UUID communityId, Binding binding, Condition condition) {}
