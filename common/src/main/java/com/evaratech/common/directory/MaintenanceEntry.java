package com.evaratech.common.directory;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A time when work is done on a node, or on all nodes of a community. One that was called off is
 * gone from the directory; one that is over stays for a month at least.
 *
 * @param version rises with every change of this window
 * @param id the window in APIs
 * @param communityId where it is
 * @param nodeId the node; {@code null} for all of the community
 * @param startsAt the first instant of it
 * @param endsAt the first instant after it
 */
public record MaintenanceEntry(
        long version,
        UUID id,
        UUID communityId,
        @Nullable UUID nodeId,
        Instant startsAt,
        Instant endsAt) {

    /** Whether work is done on the node at that instant. */
    public boolean covers(NodeEntry node, Instant at) {
        return communityId.equals(node.placement().communityId())
                && (nodeId == null || nodeId.equals(node.id()))
                && !at.isBefore(startsAt)
                && at.isBefore(endsAt);
    }

    /** The form in the snapshot. */
    public String toJson() {
        return new JsonObject()
                .put("version", version)
                .put("community_id", communityId.toString())
                .put("node_id", nodeId == null ? null : nodeId.toString())
                .put("starts_at_ms", startsAt.toEpochMilli())
                .put("ends_at_ms", endsAt.toEpochMilli())
                .encode();
    }

    /**
     * Reads the form in the snapshot.
     *
     * @throws DecodeException when it is not one
     */
    public static MaintenanceEntry fromJson(UUID id, String json) {
        JsonObject entry = new JsonObject(json);
        return new MaintenanceEntry(
                JsonFields.number(entry, "version"),
                id,
                JsonFields.id(entry, "community_id"),
                JsonFields.optionalId(entry, "node_id"),
                Instant.ofEpochMilli(JsonFields.number(entry, "starts_at_ms")),
                Instant.ofEpochMilli(JsonFields.number(entry, "ends_at_ms")));
    }
}
