package com.evaratech.telemetry.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.common.access.Placement;
import com.evaratech.common.directory.Directory;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.local.testing.EvaraServers;
import com.evaratech.local.testing.TestDirectory;
import com.evaratech.local.testing.WithEvaraServers;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithEvaraServers(schema = "telemetry")
class NodeCopyIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject DataSource database;
    @Inject Directory directory;

    @Test
    void shouldFollowANodeToItsNewPlaceAndToItsEnd() {
        NodeEntry node = node(1);
        TestDirectory.publish(node);
        TestDirectory.markComplete();
        await().atMost(PATIENCE).until(() -> versions(node), List.of(1L)::equals);

        TestDirectory.publish(
                new NodeEntry(
                        2, node.id(), node.number(), "TANK", "OHT", place(), List.of("roof")));
        await().atMost(PATIENCE).until(() -> versions(node), List.of(2L)::equals);

        TestDirectory.removeNode(node.id());
        await().atMost(PATIENCE).until(() -> versions(node), List::isEmpty);
    }

    @Test
    void shouldRemoveANodeWhoseEndNobodyHeard() throws SQLException {
        NodeEntry kept = node(1);
        TestDirectory.publish(kept);
        TestDirectory.markComplete();
        await().atMost(PATIENCE).until(() -> versions(kept), List.of(1L)::equals);
        NodeEntry gone = node(1);
        insert(gone);

        var another = new NodeCopy(database, directory);
        another.start(new StartupEvent());
        try {
            await().atMost(PATIENCE).until(() -> versions(gone), List::isEmpty);
        } finally {
            another.stop(new ShutdownEvent());
        }

        assertThat(versions(kept)).containsExactly(1L);
    }

    private static NodeEntry node(long version) {
        long number = ThreadLocalRandom.current().nextLong(1_000_000_000, 2_000_000_000);
        return new NodeEntry(version, UUID.randomUUID(), number, "TANK", "OHT", place(), List.of());
    }

    private static Placement place() {
        return new Placement(UUID.randomUUID(), UUID.randomUUID(), null);
    }

    private static void insert(NodeEntry node) throws SQLException {
        try (var connection = EvaraServers.connectAsOwner("telemetry");
                var statement =
                        connection.prepareStatement(
                                """
                                insert into telemetry.node
                                    (number, id, kind, distributor_id, community_id, version)
                                values (?, ?, ?, ?, ?, ?)
                                """)) {
            statement.setLong(1, node.number());
            statement.setObject(2, node.id());
            statement.setString(3, node.kind());
            statement.setObject(4, node.placement().distributorId());
            statement.setObject(5, node.placement().communityId());
            statement.setLong(6, node.version());
            int _ = statement.executeUpdate();
        }
    }

    private static List<Long> versions(NodeEntry node) throws SQLException {
        try (var connection = EvaraServers.connectAsRuntime("telemetry");
                var statement =
                        connection.prepareStatement(
                                "select version from telemetry.node where id = ?")) {
            statement.setObject(1, node.id());
            try (var rows = statement.executeQuery()) {
                return rows.next() ? List.of(rows.getLong(1)) : List.of();
            }
        }
    }
}
