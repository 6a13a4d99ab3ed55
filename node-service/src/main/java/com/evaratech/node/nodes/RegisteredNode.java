package com.evaratech.node.nodes;

import com.evaratech.common.access.Placement;
import com.evaratech.common.metric.Kind;
import java.util.UUID;

/**
 * What the other rooms need to know of a node.
 *
 * @param kind decides which metrics it has
 * @param expectedIntervalSeconds how often a reading should come
 */
public record RegisteredNode(
        UUID id, Placement placement, Kind kind, int expectedIntervalSeconds) {}
