package com.evaratech.node.nodes;

import com.evaratech.common.access.Placement;
import com.evaratech.common.metric.Kind;
import java.util.UUID;

/**
 * A node that nobody else changes until the transaction ends.
 *
 * @param id the node
 * @param placement whose it is
 * @param kind what it measures
 * @param shown the node as the API shows it
 */
public record DeletableNode(UUID id, Placement placement, Kind kind, Object shown) {}
