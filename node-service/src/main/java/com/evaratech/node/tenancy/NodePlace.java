package com.evaratech.node.tenancy;

import com.evaratech.common.access.Placement;
import org.jspecify.annotations.Nullable;

/**
 * Where a new node goes.
 *
 * @param maxNodes how many nodes the customer's plan allows; {@code null} without a customer
 * @param plan the plan's name; {@code null} without a customer
 */
public record NodePlace(Placement placement, @Nullable Integer maxNodes, @Nullable String plan) {}
