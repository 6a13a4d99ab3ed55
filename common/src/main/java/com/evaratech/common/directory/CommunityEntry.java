package com.evaratech.common.directory;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.UUID;

/**
 * A community as other services need it.
 *
 * @param version rises with every change of this community
 * @param id the community
 * @param distributorId the distributor that it belongs to
 */
public record CommunityEntry(long version, UUID id, UUID distributorId) {

    /** The form in the snapshot. */
    public String toJson() {
        return new JsonObject()
                .put("version", version)
                .put("distributor_id", distributorId.toString())
                .encode();
    }

    /**
     * Reads the form in the snapshot.
     *
     * @throws DecodeException when it is not one
     */
    public static CommunityEntry fromJson(UUID id, String json) {
        JsonObject entry = new JsonObject(json);
        return new CommunityEntry(
                JsonFields.number(entry, "version"), id, JsonFields.id(entry, "distributor_id"));
    }
}
