package com.evaratech.common.directory;

import com.evaratech.common.access.Placement;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A node as other services need it.
 *
 * @param version rises with every change of this node
 * @param id the node in APIs
 * @param number the node inside the fleet: compact, never reused
 * @param kind code of its kind (TANK, FLOW, DEEP)
 * @param category code of its category, for instance OHT
 * @param placement the tenants it belongs to
 * @param tags free words that its operators gave it, in order
 * @param timeZone where its days begin
 * @param registeredAt since when there is it; {@code null} when that was not told, as by a release
 *     before this one
 */
public record NodeEntry(
        long version,
        UUID id,
        long number,
        String kind,
        String category,
        Placement placement,
        List<String> tags,
        ZoneId timeZone,
        @Nullable Instant registeredAt) {

    private static final String REGISTERED = "registered_ms";

    public NodeEntry {
        tags = List.copyOf(tags);
        // As it travels, so that an entry that was told is the one that was read.
        registeredAt = registeredAt == null ? null : registeredAt.truncatedTo(ChronoUnit.MILLIS);
    }

    /** A node of which it is not told since when there is it. */
    // As wide as the record: who has all the rest says it in its order.
    @SuppressWarnings("checkstyle:ParameterNumber")
    public NodeEntry(
            long version,
            UUID id,
            long number,
            String kind,
            String category,
            Placement placement,
            List<String> tags,
            ZoneId timeZone) {
        this(version, id, number, kind, category, placement, tags, timeZone, null);
    }

    /** A node whose days are those of UTC. */
    public NodeEntry(
            long version,
            UUID id,
            long number,
            String kind,
            String category,
            Placement placement,
            List<String> tags) {
        this(version, id, number, kind, category, placement, tags, ZoneOffset.UTC);
    }

    /** The form in the snapshot. */
    public String toJson() {
        @Nullable UUID customer = placement.customerId();
        return new JsonObject()
                .put("version", version)
                .put("number", number)
                .put("kind", kind)
                .put("category", category)
                .put("distributor_id", placement.distributorId().toString())
                .put("community_id", placement.communityId().toString())
                .put("customer_id", customer == null ? null : customer.toString())
                .put("tags", new JsonArray(tags))
                .put("time_zone", timeZone.getId())
                .put(REGISTERED, registeredAt == null ? null : registeredAt.toEpochMilli())
                .encode();
    }

    /**
     * Reads the form in the snapshot.
     *
     * @throws DecodeException when it is not one
     */
    public static NodeEntry fromJson(UUID id, String json) {
        JsonObject entry = new JsonObject(json);
        return new NodeEntry(
                JsonFields.number(entry, "version"),
                id,
                JsonFields.number(entry, "number"),
                JsonFields.text(entry, "kind"),
                JsonFields.text(entry, "category"),
                new Placement(
                        JsonFields.id(entry, "distributor_id"),
                        JsonFields.id(entry, "community_id"),
                        JsonFields.optionalId(entry, "customer_id")),
                JsonFields.texts(entry, "tags"),
                zone(JsonFields.optionalText(entry, "time_zone")),
                time(JsonFields.optionalNumber(entry, REGISTERED)));
    }

    private static @Nullable Instant time(@Nullable Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }

    /**
     * UTC where it is not told, as by a release before this one, or not known here, as a zone that
     * only the registry's newer platform has.
     */
    private static ZoneId zone(@Nullable String name) {
        try {
            return name == null ? ZoneOffset.UTC : ZoneId.of(name);
        } catch (DateTimeException unknownHere) {
            return ZoneOffset.UTC;
        }
    }
}
