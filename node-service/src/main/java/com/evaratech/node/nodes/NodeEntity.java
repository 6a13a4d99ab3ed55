package com.evaratech.node.nodes;

import com.evaratech.common.access.Placement;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.metric.Category;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

@Entity
@Table(name = "node")
class NodeEntity {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long number;

    UUID nodeId;
    UUID distributorId;
    UUID communityId;
    UUID customerId;
    String key;
    String label;

    @Enumerated(EnumType.STRING)
    Category category;

    Double latitude;
    Double longitude;
    String locationName;
    String timeZone;

    /** Null when the node has none: every column of it is null then. */
    GeometryColumns geometry;

    int expectedIntervalSeconds;
    int offlineAfterSeconds;
    String[] tags;
    String firmwareRevision;
    String hardwareRevision;
    Instant createdAt;
    long version;

    static NodeEntity of(Node node, Placement placement) {
        var row = new NodeEntity();
        row.nodeId = node.id();
        row.distributorId = placement.distributorId();
        row.communityId = placement.communityId();
        row.customerId = placement.customerId();
        row.key = node.key();
        row.label = node.label();
        row.category = node.category();
        row.latitude = node.coordinates() == null ? null : node.coordinates().latitude();
        row.longitude = node.coordinates() == null ? null : node.coordinates().longitude();
        row.locationName = node.locationName();
        row.timeZone = node.timeZone();
        row.geometry = node.geometry() == null ? null : GeometryColumns.of(node.geometry());
        row.expectedIntervalSeconds = node.expectedIntervalSeconds();
        row.offlineAfterSeconds = node.offlineAfterSeconds();
        row.tags = node.tags().toArray(String[]::new);
        row.firmwareRevision = node.firmwareRevision();
        row.hardwareRevision = node.hardwareRevision();
        row.createdAt = node.createdAt();
        row.version = node.version();
        return row;
    }

    /** As the other services need it; only once it has its number. */
    NodeEntry toEntry() {
        return new NodeEntry(
                version,
                nodeId,
                number,
                category.kind().name(),
                category.name(),
                new Placement(distributorId, communityId, customerId),
                List.of(tags));
    }

    RegisteredNode toRegistered() {
        return new RegisteredNode(
                nodeId,
                new Placement(distributorId, communityId, customerId),
                category.kind(),
                expectedIntervalSeconds);
    }

    Node toNode() {
        return new Node(
                nodeId,
                communityId,
                customerId,
                key,
                label,
                category,
                category.kind(),
                latitude == null ? null : new Coordinates(latitude, longitude),
                locationName,
                timeZone,
                geometry == null ? null : geometry.toGeometry(category.kind()),
                expectedIntervalSeconds,
                offlineAfterSeconds,
                List.of(tags),
                firmwareRevision,
                hardwareRevision,
                createdAt,
                version);
    }
}
