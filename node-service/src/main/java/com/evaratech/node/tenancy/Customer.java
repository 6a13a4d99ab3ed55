package com.evaratech.node.tenancy;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody inside a community with nodes and a plan of their own.
 *
 * @param plan name of the plan
 * @param maxNodes how many nodes the plan allows
 * @param visibleHistoryDays how far back the customer sees its readings; {@code null} for all of
 *     them
 * @param version counts its changes, from 1; the ETag
 */
public record Customer(
        UUID id,
        UUID communityId,
        String name,
        String plan,
        int maxNodes,
        @Nullable Integer visibleHistoryDays,
        Instant createdAt,
        long version) {}
