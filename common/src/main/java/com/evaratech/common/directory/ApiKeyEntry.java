package com.evaratech.common.directory;

import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Instant;

/**
 * A key with which a program acts for a tenant. Only its hash is known; a revoked key is gone from
 * the directory.
 *
 * @param version rises with every change of this key
 * @param id the public part of the key, 16 hexadecimal digits
 * @param profile what the program may do; always active
 * @param secretHash SHA-256 of the secret part, 64 hexadecimal digits
 * @param expiresAt from when on it opens nothing
 */
public record ApiKeyEntry(
        long version, String id, Profile profile, String secretHash, Instant expiresAt) {

    /** What may be done with a key of this role and scope. */
    public static ApiKeyEntry of(
            long version, String id, Role role, Scope scope, String secretHash, Instant expiresAt) {
        var profile = new Profile(version, role, scope, true);
        return new ApiKeyEntry(version, id, profile, secretHash, expiresAt);
    }

    /** The form in the snapshot. */
    public String toJson() {
        return new JsonObject(profile.toJson())
                .put("secret_hash", secretHash)
                .put("expires_at", expiresAt.toString())
                .encode();
    }

    /**
     * Reads the form in the snapshot.
     *
     * @throws DecodeException when it is not one
     */
    public static ApiKeyEntry fromJson(String id, String json) {
        JsonObject entry = new JsonObject(json);
        Profile profile = Profile.fromJson(json);
        return new ApiKeyEntry(
                profile.version(),
                id,
                profile,
                JsonFields.hash(entry, "secret_hash"),
                JsonFields.time(entry, "expires_at"));
    }
}
