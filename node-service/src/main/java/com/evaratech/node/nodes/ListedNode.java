package com.evaratech.node.nodes;

import com.evaratech.common.metric.Category;
import com.evaratech.common.metric.Kind;
import com.evaratech.common.page.OrderedPageRequest.Place;
import com.evaratech.node.nodes.Geometry.DeepGeometry;
import com.evaratech.node.nodes.Geometry.FlowGeometry;
import com.evaratech.node.nodes.Geometry.TankGeometry;
import com.evaratech.node.status.WatchedNode;
import com.evaratech.node.status.WatchedNodes;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A node of a list.
 *
 * @param number its key in the table
 * @param node what is shown of it
 */
record ListedNode(long number, ShownNode node) {

    /** What {@link #of} reads first, of a table {@code n}. */
    static final String COLUMNS =
            "n.number, n.node_id, n.community_id, n.customer_id, n.key, n.label, n.category,"
                    + " n.latitude, n.longitude, n.location_name, n.time_zone, n.capacity_litres,"
                    + " n.height_cm, n.sensor_offset_cm, n.pipe_diameter_mm, n.max_flow_lpm,"
                    + " n.static_depth_m, n.dynamic_depth_m, n.recharge_threshold_m,"
                    + " n.expected_interval_seconds, n.offline_after_seconds, n.tags,"
                    + " n.firmware_revision, n.hardware_revision, n.created_at, n.version";

    /**
     * Reads a row of {@link #COLUMNS}, the names of its groups or null, and {@link
     * WatchedNodes#COLUMNS} or nulls.
     */
    static ListedNode of(Row row) {
        var cells = new Cells(row);
        long number = cells.wholeNumber();
        var node = node(cells);
        return new ListedNode(number, new ShownNode(node, watched(cells)));
    }

    /** Where it stands in a list of this order. */
    Place placeIn(NodeOrder order) {
        return switch (order) {
            case REGISTERED, NEWEST, DISTANCE -> new Place("", number);
            case LABEL, LABEL_DOWN -> new Place(node.node().label(), number);
        };
    }

    // In the order of the columns.
    private static Node node(Cells cells) {
        UUID id = cells.id();
        UUID communityId = cells.id();
        UUID customerId = cells.idIfAny();
        String key = cells.text();
        String label = cells.text();
        var category = Category.valueOf(cells.text());
        var coordinates = coordinates(cells);
        String locationName = cells.textIfAny();
        String timeZone = cells.text();
        var geometry = geometry(cells, category.kind());
        int expectedIntervalSeconds = cells.integer();
        int offlineAfterSeconds = cells.integer();
        var tags = cells.texts();
        String firmwareRevision = cells.textIfAny();
        String hardwareRevision = cells.textIfAny();
        Instant createdAt = cells.time();
        long version = cells.wholeNumber();
        var groups = cells.texts();
        return new Node(
                id,
                communityId,
                customerId,
                key,
                label,
                category,
                category.kind(),
                coordinates,
                locationName,
                timeZone,
                geometry,
                expectedIntervalSeconds,
                offlineAfterSeconds,
                tags,
                groups,
                firmwareRevision,
                hardwareRevision,
                createdAt,
                version);
    }

    private static @Nullable Coordinates coordinates(Cells cells) {
        Double latitude = cells.measureIfAny();
        Double longitude = cells.measureIfAny();
        return latitude == null || longitude == null ? null : new Coordinates(latitude, longitude);
    }

    private static @Nullable Geometry geometry(Cells cells, Kind kind) {
        var capacityLitres = cells.measureIfAny();
        var heightCm = cells.measureIfAny();
        var sensorOffsetCm = cells.measureIfAny();
        var pipeDiameterMm = cells.measureIfAny();
        var maxFlowLpm = cells.measureIfAny();
        var staticDepthM = cells.measureIfAny();
        var dynamicDepthM = cells.measureIfAny();
        var rechargeThresholdM = cells.measureIfAny();
        return switch (kind) {
            case TANK ->
                    capacityLitres == null || heightCm == null || sensorOffsetCm == null
                            ? null
                            : new TankGeometry(capacityLitres, heightCm, sensorOffsetCm);
            case FLOW ->
                    pipeDiameterMm == null || maxFlowLpm == null
                            ? null
                            : new FlowGeometry(pipeDiameterMm, maxFlowLpm);
            case DEEP ->
                    staticDepthM == null || dynamicDepthM == null || rechargeThresholdM == null
                            ? null
                            : new DeepGeometry(staticDepthM, dynamicDepthM, rechargeThresholdM);
        };
    }

    private static WatchedNode watched(Cells cells) {
        return WatchedNodes.of(
                cells.textIfAny(), cells.wholeNumberIfAny(), cells.wholeNumberIfAny());
    }

    /** The cells of a row from left to right, each once. */
    private static final class Cells {

        private final Row row;
        private int next;

        Cells(Row row) {
            this.row = row;
        }

        UUID id() {
            return Objects.requireNonNull(idIfAny());
        }

        @Nullable UUID idIfAny() {
            return row.getUUID(next++);
        }

        String text() {
            return Objects.requireNonNull(textIfAny());
        }

        @Nullable String textIfAny() {
            return row.getString(next++);
        }

        List<String> texts() {
            String[] texts = row.getArrayOfStrings(next++);
            return texts == null ? List.of() : List.of(texts);
        }

        int integer() {
            return row.getInteger(next++);
        }

        long wholeNumber() {
            return Objects.requireNonNull(wholeNumberIfAny());
        }

        @Nullable Long wholeNumberIfAny() {
            return row.getLong(next++);
        }

        @Nullable Double measureIfAny() {
            return row.getDouble(next++);
        }

        Instant time() {
            return row.getOffsetDateTime(next++).toInstant();
        }
    }
}
