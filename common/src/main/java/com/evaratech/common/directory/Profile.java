package com.evaratech.common.directory;

import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;

/**
 * What a person may do.
 *
 * @param version rises with every change of this profile
 * @param role what kind of things the person may do
 * @param scope what the person may do them to
 * @param active false once the person's access has been disabled
 */
public record Profile(long version, Role role, Scope scope, boolean active) {

    /** The form in the snapshot. */
    public String toJson() {
        return ScopeJson.put(new JsonObject().put("version", version), scope)
                .put("role", role.code())
                .put("active", active)
                .encode();
    }

    /**
     * Reads the form in the snapshot.
     *
     * @throws DecodeException when it is not one
     */
    public static Profile fromJson(String json) {
        JsonObject entry = new JsonObject(json);
        String code = JsonFields.text(entry, "role");
        Role role =
                Role.ofCode(code)
                        .orElseThrow(
                                () -> new DecodeException("unknown role in directory: " + code));
        return new Profile(
                JsonFields.number(entry, "version"),
                role,
                ScopeJson.get(entry, role),
                JsonFields.flag(entry, "active"));
    }
}
