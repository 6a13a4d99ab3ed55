package com.evaratech.common.directory;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.HexFormat;
import java.util.UUID;

/**
 * A key with which a device sends the readings of one node. Only its hash is known: the key itself
 * was shown once, when it was made. A revoked key is gone from the directory.
 *
 * @param version rises with every change of this key
 * @param id the public part of the key, 16 letters and digits
 * @param nodeId the node whose readings it may send
 * @param secretHash SHA-256 of the secret part, 64 hexadecimal digits
 */
public record DeviceKeyEntry(long version, String id, UUID nodeId, String secretHash) {

    private static final int HASH_BYTES = 32;

    /** The form in the snapshot. */
    public String toJson() {
        return new JsonObject()
                .put("version", version)
                .put("node_id", nodeId.toString())
                .put("secret_hash", secretHash)
                .encode();
    }

    /**
     * Reads the form in the snapshot.
     *
     * @throws DecodeException when it is not one
     */
    public static DeviceKeyEntry fromJson(String id, String json) {
        JsonObject entry = new JsonObject(json);
        String hash = JsonFields.text(entry, "secret_hash");
        if (!isHash(hash)) {
            throw new DecodeException("directory entry: secret_hash is no SHA-256");
        }
        return new DeviceKeyEntry(
                JsonFields.number(entry, "version"), id, JsonFields.id(entry, "node_id"), hash);
    }

    private static boolean isHash(String text) {
        return text.length() == 2 * HASH_BYTES && text.chars().allMatch(HexFormat::isHexDigit);
    }
}
