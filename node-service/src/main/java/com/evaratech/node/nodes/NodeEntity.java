package com.evaratech.node.nodes;

import com.evaratech.common.access.Placement;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.metric.Category;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "node")
class NodeEntity {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long number;

    @Column(updatable = false)
    UUID nodeId;

    @Column(updatable = false)
    UUID distributorId;

    @Column(updatable = false)
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

    @Column(updatable = false)
    Instant createdAt;

    long version;

    static NodeEntity of(Node node, Placement placement) {
        var row = new NodeEntity();
        row.nodeId = node.id();
        row.distributorId = placement.distributorId();
        row.communityId = placement.communityId();
        row.createdAt = node.createdAt();
        row.set(node);
        return row;
    }

    /** Takes over what may change of a node. */
    void set(Node node) {
        customerId = node.customerId();
        key = node.key();
        label = node.label();
        category = node.category();
        latitude = node.coordinates() == null ? null : node.coordinates().latitude();
        longitude = node.coordinates() == null ? null : node.coordinates().longitude();
        locationName = node.locationName();
        timeZone = node.timeZone();
        geometry = node.geometry() == null ? null : GeometryColumns.of(node.geometry());
        expectedIntervalSeconds = node.expectedIntervalSeconds();
        offlineAfterSeconds = node.offlineAfterSeconds();
        tags = node.tags().toArray(String[]::new);
        firmwareRevision = node.firmwareRevision();
        hardwareRevision = node.hardwareRevision();
        version = node.version();
    }

    /** Takes over the revisions of another device as the next version. */
    void revise(@Nullable String hardware, @Nullable String firmware) {
        hardwareRevision = hardware;
        firmwareRevision = firmware;
        version++;
    }

    /** As the other services need it; only once it has its number. */
    NodeEntry toEntry() {
        return new NodeEntry(
                version,
                nodeId,
                number,
                category.kind().name(),
                category.name(),
                placement(),
                List.of(tags),
                ZoneId.of(timeZone),
                createdAt);
    }

    Placement placement() {
        return new Placement(distributorId, communityId, customerId);
    }

    RegisteredNode toRegistered() {
        return new RegisteredNode(nodeId, placement(), category.kind(), expectedIntervalSeconds);
    }

    /** With the names of the groups that it is in. */
    Node toNode(List<String> groups) {
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
                groups,
                firmwareRevision,
                hardwareRevision,
                createdAt,
                version);
    }
}
