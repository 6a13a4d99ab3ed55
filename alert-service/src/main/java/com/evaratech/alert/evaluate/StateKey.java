package com.evaratech.alert.evaluate;

/**
 * Names a state.
 *
 * @param partition where the node's readings are
 * @param ruleNumber the rule
 * @param nodeNumber the node
 */
record StateKey(int partition, long ruleNumber, long nodeNumber) {}
