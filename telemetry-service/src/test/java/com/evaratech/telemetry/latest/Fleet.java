package com.evaratech.telemetry.latest;

import com.evaratech.common.access.Placement;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.metric.Kind;
import com.evaratech.local.testing.EvaraServers;
import com.evaratech.local.testing.TestDirectory;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Nodes and their newest readings, as the registry and the writer of readings leave them. */
final class Fleet {

    private static final AtomicLong NUMBERS = new AtomicLong();

    private Fleet() {}

    /** A node in the directory and in the service's own copy. */
    static NodeEntry node(Kind kind, Placement placement) throws SQLException {
        NodeEntry node =
                new NodeEntry(
                        1,
                        UUID.randomUUID(),
                        NUMBERS.incrementAndGet(),
                        kind.name(),
                        switch (kind) {
                            case TANK -> "OHT";
                            case FLOW -> "PUMP_HOUSE";
                            case DEEP -> "BOREWELL";
                        },
                        placement,
                        List.of());
        TestDirectory.publish(node);
        TestDirectory.markComplete();
        try (Connection owner = EvaraServers.connectAsOwner("telemetry");
                PreparedStatement insert =
                        owner.prepareStatement(
                                """
                                insert into telemetry.node
                                    (number, id, kind, distributor_id, community_id, customer_id)
                                values (?, ?, ?, ?, ?, ?)
                                on conflict do nothing
                                """)) {
            insert.setLong(1, node.number());
            insert.setObject(2, node.id());
            insert.setString(3, node.kind());
            insert.setObject(4, placement.distributorId());
            insert.setObject(5, placement.communityId());
            insert.setObject(6, placement.customerId());
            insert.executeUpdate();
        }
        return node;
    }

    /**
     * The newest reading of a node.
     *
     * @param columns names of metrics, joined by commas
     * @param values SQL literals in the same order
     */
    static void reading(NodeEntry node, Instant recordedAt, String columns, String values)
            throws SQLException {
        try (Connection owner = EvaraServers.connectAsOwner("telemetry");
                Statement insert = owner.createStatement()) {
            insert.executeUpdate(
                    """
                    insert into telemetry.latest (node_number, recorded_at, %s)
                    values (%d, '%s', %s)
                    """
                            .formatted(
                                    columns,
                                    node.number(),
                                    recordedAt.atOffset(ZoneOffset.UTC),
                                    values));
        }
    }

    /** A node that reported something. */
    static NodeEntry reportingNode(Kind kind, Placement placement) throws SQLException {
        NodeEntry node = node(kind, placement);
        reading(node, Instant.parse("2026-03-01T06:30:00Z"), "battery_v", "3.7");
        return node;
    }
}
