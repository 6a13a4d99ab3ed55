package com.evaratech.node.keys;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key of a node's device, without what makes it one.
 *
 * @param id the part of it that may be known
 * @param expiresAt from when on it opens nothing; {@code null} for never
 * @param revokedAt since when it opens nothing; {@code null} unless it was revoked
 */
record Key(
        String id, Instant createdAt, @Nullable Instant expiresAt, @Nullable Instant revokedAt) {}
