package com.evaratech.alert.evaluate;

/**
 * Names a node whose readings were judged.
 *
 * @param partition where they are
 * @param nodeNumber the node
 */
record JudgedNode(int partition, long nodeNumber) {}
