package com.evaratech.node.tenancy;

import java.time.Instant;
import java.util.UUID;

/**
 * Who sells and services hardware in communities of its own.
 *
 * @param version counts its changes, from 1; the ETag
 */
public record Distributor(UUID id, String name, String slug, Instant createdAt, long version) {}
