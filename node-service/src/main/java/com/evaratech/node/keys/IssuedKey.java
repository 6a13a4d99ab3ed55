package com.evaratech.node.keys;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A new key, the only time it is shown.
 *
 * @param id names it where it is listed and revoked
 * @param key what the device is to send
 * @param expiresAt from when on it opens nothing; {@code null} for never
 */
public record IssuedKey(String id, String key, Instant createdAt, @Nullable Instant expiresAt) {

    /** Without the key: this text may go into logs. */
    @Override
    public String toString() {
        return "IssuedKey[id=%s]".formatted(id);
    }
}
