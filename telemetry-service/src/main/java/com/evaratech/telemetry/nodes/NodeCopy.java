package com.evaratech.telemetry.nodes;

import com.evaratech.common.directory.Directory;
import com.evaratech.common.directory.DirectoryKinds;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.loop.Loop;
import com.evaratech.common.problem.DependencyUnavailable;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Follows the directory with {@code telemetry.node}. Every replica does so: a row only ever moves
 * to a later version, so that they agree whoever comes first.
 *
 * <p>Once in a while the rows are compared with the directory. That removes what nobody heard the
 * end of: a node that was deleted while no replica ran, or whose row came from one that heard late
 * and ended before it heard more.
 */
@Singleton
class NodeCopy {

    private static final Duration BETWEEN_COMPARISONS = Duration.ofMinutes(1);
    // By then this directory has heard what the replica heard that wrote a row.
    private static final Duration UNTIL_ALL_HAVE_HEARD = Duration.ofSeconds(3);
    private static final Duration UNTIL_FRESH = Duration.ofMillis(500);
    private static final int BATCH = 1_000;

    private static final String PUT =
            """
            insert into telemetry.node
                (number, id, kind, distributor_id, community_id, customer_id, version)
            values (?, ?, ?, ?, ?, ?, ?)
            on conflict (number) do update
                set (id, kind, distributor_id, community_id, customer_id, version) =
                    (excluded.id, excluded.kind, excluded.distributor_id, excluded.community_id,
                     excluded.customer_id, excluded.version)
            where node.version < excluded.version
            """;

    private static final String REMOVE = "delete from telemetry.node where id = ?";
    private static final String KEPT = "select id from telemetry.node";

    private final DataSource database;
    private final Directory directory;
    // What is to be written, by node: the last that was heard of each. Empty: it is gone.
    private final Map<UUID, Optional<NodeEntry>> heard = new ConcurrentHashMap<>();
    private final Loop loop = new Loop("node copy", this::turn);
    private long nextComparisonNanos = System.nanoTime();
    // Who had a row and was not in the directory when they were compared last.
    private Set<UUID> unknown = Set.of();

    NodeCopy(DataSource database, Directory directory) {
        this.database = database;
        this.directory = directory;
    }

    void start(@Observes StartupEvent event) {
        directory.onChange(DirectoryKinds.NODE, (id, before, after) -> hear(id, after));
        loop.start();
    }

    void stop(@Observes ShutdownEvent event) {
        loop.stop();
    }

    private void hear(UUID id, @Nullable NodeEntry node) {
        heard.put(id, Optional.ofNullable(node));
        loop.soon();
    }

    private Duration turn() throws SQLException {
        if (!directory.isFresh()) {
            return UNTIL_FRESH;
        }
        if (System.nanoTime() - nextComparisonNanos >= 0) {
            boolean isCertain = compare();
            nextComparisonNanos =
                    System.nanoTime()
                            + (isCertain ? BETWEEN_COMPARISONS : UNTIL_ALL_HAVE_HEARD).toNanos();
        }
        if (write()) {
            return Duration.ZERO;
        }
        return Duration.ofNanos(Math.max(1, nextComparisonNanos - System.nanoTime()));
    }

    /**
     * Whoever is not known is gone, the directory being whole; unless another replica has just
     * heard of it and written it, so it is looked for twice.
     *
     * @return whether nobody is left to be looked for again
     */
    private boolean compare() throws SQLException {
        Set<UUID> missing = new HashSet<>();
        for (UUID id : kept()) {
            if (isMissing(id)) {
                missing.add(id);
                if (unknown.contains(id)) {
                    // Unless it was heard of since.
                    heard.putIfAbsent(id, Optional.empty());
                }
            }
        }
        boolean isCertain = unknown.containsAll(missing);
        unknown = missing;
        return isCertain;
    }

    /** Not while it cannot be told. */
    private boolean isMissing(UUID id) {
        try {
            return directory.node(id).await().indefinitely().isEmpty();
        } catch (DependencyUnavailable e) {
            return false;
        }
    }

    private List<UUID> kept() throws SQLException {
        try (Connection connection = database.getConnection();
                var statement = connection.prepareStatement(KEPT);
                var rows = statement.executeQuery()) {
            List<UUID> ids = new ArrayList<>();
            while (rows.next()) {
                ids.add(rows.getObject(1, UUID.class));
            }
            return ids;
        }
    }

    /** Whether there was something to write. */
    private boolean write() throws SQLException {
        List<Map.Entry<UUID, Optional<NodeEntry>>> batch = new ArrayList<>();
        for (var each : heard.entrySet()) {
            batch.add(Map.entry(each.getKey(), each.getValue()));
            if (batch.size() == BATCH) {
                break;
            }
        }
        if (batch.isEmpty()) {
            return false;
        }
        try (Connection connection = database.getConnection()) {
            put(connection, batch);
            remove(connection, batch);
        }
        // Unless something newer was heard meanwhile.
        batch.forEach(each -> heard.remove(each.getKey(), each.getValue()));
        return true;
    }

    private static void put(Connection connection, List<Map.Entry<UUID, Optional<NodeEntry>>> batch)
            throws SQLException {
        try (var statement = connection.prepareStatement(PUT)) {
            for (var each : batch) {
                if (each.getValue().isPresent()) {
                    NodeEntry node = each.getValue().get();
                    statement.setLong(1, node.number());
                    statement.setObject(2, node.id());
                    statement.setString(3, node.kind());
                    statement.setObject(4, node.placement().distributorId());
                    statement.setObject(5, node.placement().communityId());
                    statement.setObject(6, node.placement().customerId());
                    statement.setLong(7, node.version());
                    statement.addBatch();
                }
            }
            int[] _ = statement.executeBatch();
        }
    }

    private static void remove(
            Connection connection, List<Map.Entry<UUID, Optional<NodeEntry>>> batch)
            throws SQLException {
        try (var statement = connection.prepareStatement(REMOVE)) {
            for (var each : batch) {
                if (each.getValue().isEmpty()) {
                    statement.setObject(1, each.getKey());
                    statement.addBatch();
                }
            }
            int[] _ = statement.executeBatch();
        }
    }
}
