package com.evaratech.common.directory;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A key with which a device sends the readings of one node. Only its hash is known: the key itself
 * was shown once, when it was made. A revoked key is gone from the directory.
 *
 * @param version rises with every change of this key
 * @param id the public part of the key, 16 letters and digits
 * @param nodeId the node whose readings it may send
 * @param secretHash SHA-256 of the secret part, 64 hexadecimal digits
 * @param expiresAt from when on it opens nothing; {@code null} for never
 */
public record DeviceKeyEntry(
        long version, String id, UUID nodeId, String secretHash, @Nullable Instant expiresAt) {

    /** A key that does not expire. */
    public DeviceKeyEntry(long version, String id, UUID nodeId, String secretHash) {
        this(version, id, nodeId, secretHash, null);
    }

    /** The form in the snapshot. */
    public String toJson() {
        return new JsonObject()
                .put("version", version)
                .put("node_id", nodeId.toString())
                .put("secret_hash", secretHash)
                .put("expires_at", expiresAt == null ? null : expiresAt.toString())
                .encode();
    }

    /**
     * Reads the form in the snapshot.
     *
     * @throws DecodeException when it is not one
     */
    public static DeviceKeyEntry fromJson(String id, String json) {
        JsonObject entry = new JsonObject(json);
        return new DeviceKeyEntry(
                JsonFields.number(entry, "version"),
                id,
                JsonFields.id(entry, "node_id"),
                JsonFields.hash(entry, "secret_hash"),
                JsonFields.optionalTime(entry, "expires_at"));
    }
}
