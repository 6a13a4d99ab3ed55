package com.evaratech.node.tenancy;

import java.time.Instant;
import java.util.UUID;

/**
 * A place with nodes: a campus, a town, a village.
 *
 * @param version counts its changes, from 1
 */
public record Community(
        UUID id,
        UUID distributorId,
        String name,
        String slug,
        String region,
        String city,
        Instant createdAt,
        long version) {}
