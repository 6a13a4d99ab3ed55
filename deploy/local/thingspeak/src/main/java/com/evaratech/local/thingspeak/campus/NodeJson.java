package com.evaratech.local.thingspeak.campus;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** What a registry needs to know of a campus' node, its mapping of fields to metrics included. */
public final class NodeJson {
    private NodeJson() {}

    /** The node as the control interface lists it, to be added to what it says of the channel. */
    public static JsonObject of(CampusNode node, long intervalSeconds) {
        JsonArray mapping = new JsonArray();
        List<Category.Column> columns = node.category().columns();
        for (int i = 0; i < columns.size(); i++) {
            mapping.add(
                    new JsonObject().put("field", i + 1).put("metric", columns.get(i).metric()));
        }
        JsonObject geometry = new JsonObject();
        node.geometry().forEach((name, value) -> geometry.put(name, Math.round(value * 10) / 10.0));
        return new JsonObject()
                .put("node_key", node.key())
                .put("kind", node.category().kind())
                .put("category", node.category().name())
                .put("expected_interval_s", intervalSeconds)
                .put("geometry", geometry)
                .put("mapping", mapping);
    }
}
