package com.evaratech.alert.alerts;

/**
 * Names the one alert that may be open for a rule and a node.
 *
 * @param ruleNumber the rule
 * @param nodeNumber the node
 */
public record AlertKey(long ruleNumber, long nodeNumber) {}
