package com.evaratech.common.directory;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a node is. A node without an entry is {@link NodeStatus#PROVISIONING}.
 *
 * @param version rises with every change of the node's status or silence
 * @param nodeId the node
 * @param status of it
 * @param since when it became so, by node-service's clock
 * @param lastSeenAt time of its newest reading when this was told; later ones change no status and
 *     are not told
 * @param silentSince since when it has been silent for longer than it may, also while its status is
 *     another; {@code null} when it is not
 */
public record StatusEntry(
        long version,
        UUID nodeId,
        NodeStatus status,
        Instant since,
        @Nullable Instant lastSeenAt,
        @Nullable Instant silentSince) {

    /** The form in the snapshot. */
    public String toJson() {
        return new JsonObject()
                .put("version", version)
                .put("status", status.name())
                .put("since_ms", since.toEpochMilli())
                .put("last_seen_ms", millis(lastSeenAt))
                .put("silent_since_ms", millis(silentSince))
                .encode();
    }

    /**
     * Reads the form in the snapshot.
     *
     * @throws DecodeException when it is not one
     */
    public static StatusEntry fromJson(UUID nodeId, String json) {
        JsonObject entry = new JsonObject(json);
        String status = JsonFields.text(entry, "status");
        return new StatusEntry(
                JsonFields.number(entry, "version"),
                nodeId,
                NodeStatus.find(status)
                        .orElseThrow(() -> new DecodeException("unknown status " + status)),
                Instant.ofEpochMilli(JsonFields.number(entry, "since_ms")),
                time(JsonFields.optionalNumber(entry, "last_seen_ms")),
                time(JsonFields.optionalNumber(entry, "silent_since_ms")));
    }

    private static @Nullable Long millis(@Nullable Instant time) {
        return time == null ? null : time.toEpochMilli();
    }

    private static @Nullable Instant time(@Nullable Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }
}
