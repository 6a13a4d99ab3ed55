package com.evaratech.telemetry.rollup;

/**
 * A row of days.
 *
 * @param node inside the fleet
 * @param day by the node's zone
 */
record NodeDay(long node, LocalDay day) {}
