package com.evaratech.telemetry.rollup;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.postgresql.PGConnection;

/**
 * By which zone the days of each node are cut: in memory for the partitions that this process has,
 * and in {@code telemetry.day_zone}. For the consumer's thread; memory follows the round and is
 * loaded anew when that is rolled back.
 */
final class DayZones {

    private static final String LOAD =
            "select partition, node_number, zone from telemetry.day_zone where partition = any(?)";

    private static final String PUT =
            """
            insert into telemetry.day_zone (node_number, partition, zone)
            select * from unnest(?::bigint[], ?::int[], ?::text[])
            on conflict (node_number) do update
                set (partition, zone) = (excluded.partition, excluded.zone)
            """;

    private final Map<Integer, Map<Long, ZoneId>> byPartition = new HashMap<>();

    /** A node and the zone of its days. */
    record Cut(int partition, long node, ZoneId zone) {}

    /** The zone of a node's days; empty when its rollups have not begun. */
    Optional<ZoneId> of(int partition, long node) {
        Map<Long, ZoneId> zones = byPartition.get(partition);
        return zones == null ? Optional.empty() : Optional.ofNullable(zones.get(node));
    }

    /** Sets zones, in the round's transaction. */
    void put(Connection transaction, Collection<Cut> cuts) throws SQLException {
        var all = List.copyOf(cuts);
        var arrays = transaction.unwrap(PGConnection.class);
        try (var statement = transaction.prepareStatement(PUT)) {
            statement.setArray(
                    1, arrays.createArrayOf("bigint", all.stream().mapToLong(Cut::node).toArray()));
            statement.setArray(
                    2,
                    arrays.createArrayOf("int", all.stream().mapToInt(Cut::partition).toArray()));
            statement.setArray(
                    3,
                    transaction.createArrayOf(
                            "text", all.stream().map(cut -> cut.zone().getId()).toArray()));
            int _ = statement.executeUpdate();
        }
        all.forEach(this::keep);
    }

    /** Reads those of these partitions, replacing what was known. */
    void load(Connection connection, Set<Integer> partitions) throws SQLException {
        drop(partitions);
        try (var statement = connection.prepareStatement(LOAD)) {
            statement.setArray(1, connection.createArrayOf("int", partitions.toArray()));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    keep(new Cut(rows.getInt(1), rows.getLong(2), ZoneId.of(rows.getString(3))));
                }
            }
        }
    }

    /** Lets go of partitions that somebody else has. */
    void drop(Set<Integer> partitions) {
        byPartition.keySet().removeAll(partitions);
    }

    private void keep(Cut cut) {
        var _ =
                byPartition
                        .computeIfAbsent(cut.partition(), _ -> new HashMap<>())
                        .put(cut.node(), cut.zone());
    }
}
