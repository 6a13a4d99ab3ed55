package com.evaratech.node.tenancy;

import java.time.Instant;
import java.util.UUID;

/** A company that operates metering for communities of its own. */
public record Distributor(UUID id, String name, String slug, Instant createdAt) {}
