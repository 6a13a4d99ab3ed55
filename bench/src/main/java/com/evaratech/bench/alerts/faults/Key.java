package com.evaratech.bench.alerts.faults;

/**
 * A node under a rule.
 *
 * @param rule its name
 */
record Key(long node, String rule) {}
