package com.evaratech.telemetry.rollup;

/**
 * What a round added to one instant of one node.
 *
 * @param partition of the stream
 * @param node inside the fleet
 * @param millis the instant
 * @param values of the kind's metrics in the catalogue's order; NaN where nothing was added; not
 *     copied
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, read in this package alone
public record Added(int partition, long node, long millis, double... values) {}
