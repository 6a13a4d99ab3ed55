package com.evaratech.node.nodes;

import com.evaratech.node.nodes.Geometry.DeepGeometry;
import com.evaratech.node.nodes.Geometry.FlowGeometry;
import com.evaratech.node.nodes.Geometry.TankGeometry;
import com.evaratech.node.nodes.ImportPlan.Planned;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows of nodes, many with each statement. */
@Singleton
class NodeRows {

    // A row that is there already is passed over, and told by not being returned.
    private static final String INSERT =
            """
            insert into registry.node
                (node_id, distributor_id, community_id, customer_id, key, label, category, latitude, longitude,
                 location_name, time_zone, capacity_litres, height_cm, sensor_offset_cm, pipe_diameter_mm,
                 max_flow_lpm, static_depth_m, dynamic_depth_m, recharge_threshold_m,
                 expected_interval_seconds, offline_after_seconds, tags, firmware_revision, hardware_revision,
                 created_at, version)
            select r.node_id, r.distributor_id, r.community_id, r.customer_id, r.key, r.label, r.category,
                   r.latitude, r.longitude, r.location_name, r.time_zone, r.capacity_litres, r.height_cm,
                   r.sensor_offset_cm, r.pipe_diameter_mm, r.max_flow_lpm, r.static_depth_m,
                   r.dynamic_depth_m, r.recharge_threshold_m, r.expected_interval_seconds,
                   r.offline_after_seconds, r.tags, r.firmware_revision, r.hardware_revision, r.created_at,
                   r.version
            from json_populate_recordset(null::registry.node, ?::json) with ordinality as r
            order by r.ordinality
            on conflict on constraint node_key_taken do nothing
            returning node_id, number
            """;

    private static final String TAKEN =
            """
            select n.community_id || '/' || n.key
            from unnest(?::uuid[], ?::text[]) as wanted (community_id, key)
            join registry.node n on n.community_id = wanted.community_id and n.key = wanted.key
            """;

    private static final String COUNT =
            """
            select customer_id, count(*) from registry.node
            where customer_id = any(?)
            group by customer_id
            """;

    /** The numbers of those that were inserted, by id. */
    Map<UUID, Long> insert(Connection connection, List<Planned> planned) throws SQLException {
        try (var statement = connection.prepareStatement(INSERT)) {
            statement.setString(
                    1, new JsonArray(planned.stream().map(NodeRows::json).toList()).encode());
            var numbers = new HashMap<UUID, Long>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    numbers.put(rows.getObject(1, UUID.class), rows.getLong(2));
                }
            }
            return numbers;
        }
    }

    /** The keys of these nodes that are in use, as {@link ImportPlan#keyText}. */
    Set<String> findTaken(Connection connection, List<Node> nodes) throws SQLException {
        try (var statement = connection.prepareStatement(TAKEN)) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "uuid", nodes.stream().map(Node::communityId).toArray()));
            statement.setArray(
                    2, connection.createArrayOf("text", nodes.stream().map(Node::key).toArray()));
            var taken = new HashSet<String>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    taken.add(rows.getString(1));
                }
            }
            return taken;
        }
    }

    /** How many nodes these customers have. */
    Map<UUID, Long> countOf(Connection connection, Collection<UUID> customers) throws SQLException {
        try (var statement = connection.prepareStatement(COUNT)) {
            statement.setArray(1, connection.createArrayOf("uuid", customers.toArray()));
            var counts = new HashMap<UUID, Long>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    counts.put(rows.getObject(1, UUID.class), rows.getLong(2));
                }
            }
            return counts;
        }
    }

    /** By the names of the columns. */
    private static JsonObject json(Planned row) {
        var node = row.node();
        var json =
                new JsonObject()
                        .put("node_id", node.id().toString())
                        .put("distributor_id", row.placement().distributorId().toString())
                        .put("community_id", node.communityId().toString())
                        .put("customer_id", text(node.customerId()))
                        .put("key", node.key())
                        .put("label", node.label())
                        .put("category", node.category().name())
                        .put("location_name", node.locationName())
                        .put("time_zone", node.timeZone())
                        .put("expected_interval_seconds", node.expectedIntervalSeconds())
                        .put("offline_after_seconds", node.offlineAfterSeconds())
                        .put("tags", new JsonArray(node.tags()))
                        .put("firmware_revision", node.firmwareRevision())
                        .put("hardware_revision", node.hardwareRevision())
                        .put("created_at", node.createdAt().toString())
                        .put("version", node.version());
        if (node.coordinates() != null) {
            json.put("latitude", node.coordinates().latitude())
                    .put("longitude", node.coordinates().longitude());
        }
        return node.geometry() == null ? json : put(json, node.geometry());
    }

    private static JsonObject put(JsonObject json, Geometry geometry) {
        return switch (geometry) {
            case TankGeometry(double capacity, double height, double offset) ->
                    json.put("capacity_litres", capacity)
                            .put("height_cm", height)
                            .put("sensor_offset_cm", offset);
            case FlowGeometry(double diameter, double most) ->
                    json.put("pipe_diameter_mm", diameter).put("max_flow_lpm", most);
            case DeepGeometry(double atRest, double running, double recharge) ->
                    json.put("static_depth_m", atRest)
                            .put("dynamic_depth_m", running)
                            .put("recharge_threshold_m", recharge);
        };
    }

    private static @Nullable String text(@Nullable UUID id) {
        return id == null ? null : id.toString();
    }
}
