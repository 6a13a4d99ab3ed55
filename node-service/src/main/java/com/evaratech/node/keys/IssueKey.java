package com.evaratech.node.keys;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The wish for a key, as it came: {@link KeyRules} says what is accepted.
 *
 * @param expiresAt when the key is to end; {@code null} for never
 */
record IssueKey(@Nullable Instant expiresAt) {}
