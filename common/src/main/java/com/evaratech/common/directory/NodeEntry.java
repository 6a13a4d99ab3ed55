package com.evaratech.common.directory;

import com.evaratech.common.access.Placement;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
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
 */
public record NodeEntry(
        long version,
        UUID id,
        long number,
        String kind,
        String category,
        Placement placement,
        List<String> tags) {

    public NodeEntry {
        tags = List.copyOf(tags);
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
                JsonFields.texts(entry, "tags"));
    }
}
