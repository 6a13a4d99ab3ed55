package com.evaratech.node.tenancy;

import java.time.Instant;
import java.util.UUID;

/**
 * Somebody inside a community with nodes and a plan of their own.
 *
 * @param maxNodes how many nodes the plan allows
 */
public record Customer(UUID id, UUID communityId, String name, int maxNodes, Instant createdAt) {}
