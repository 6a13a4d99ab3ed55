package com.evaratech.telemetry.store;

import com.evaratech.common.metric.Metric;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Keeps the newest reading of each node. */
final class LatestTable {

    private static final List<Metric> METRICS = List.of(Metric.values());
    private static final ColumnArrays ARRAYS = new ColumnArrays(METRICS);

    // Also at the same instant: a reading may have added metrics to it.
    private static final String WRITE =
            """
            with given as (%1$s)
            insert into telemetry.latest (node_number, recorded_at, %2$s)
            select node_number, recorded_at, %2$s from given
            on conflict (node_number) do update set recorded_at = excluded.recorded_at, %3$s
            where latest.recorded_at <= excluded.recorded_at
            """
                    .formatted(
                            ARRAYS.given(),
                            ARRAYS.columns(""),
                            METRICS.stream()
                                    .map(metric -> "%1$s = excluded.%1$s".formatted(metric.code()))
                                    .collect(Collectors.joining(", ")));

    private LatestTable() {}

    /** Puts the newest of these rows of each node in, unless a newer one is there. */
    static void write(Connection transaction, Collection<StoredRow> rows) throws SQLException {
        Map<Long, StoredRow> newest = new HashMap<>();
        for (StoredRow row : rows) {
            newest.merge(
                    row.node(), row, (one, other) -> one.millis() >= other.millis() ? one : other);
        }
        try (var statement = transaction.prepareStatement(WRITE)) {
            ARRAYS.bind(statement, List.copyOf(newest.values()));
            int _ = statement.executeUpdate();
        }
    }
}
