package com.evaratech.node.keys;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The wish for a key in another's place, as it came: {@link KeyRules} says what is accepted.
 *
 * @param oldEndsAt when the other one is to end; {@code null} for a day from now
 * @param expiresAt when the new one is to end; {@code null} for never
 */
record RotateKey(@Nullable Instant oldEndsAt, @Nullable Instant expiresAt) {}
