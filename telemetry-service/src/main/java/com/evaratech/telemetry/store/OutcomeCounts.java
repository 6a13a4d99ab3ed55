package com.evaratech.telemetry.store;

import com.evaratech.common.metric.Metric;
import com.evaratech.common.reading.NodeReadings;
import com.evaratech.common.reading.Source;
import com.evaratech.common.stream.consume.Received;
import com.evaratech.telemetry.store.StoredRow.Conflict;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.postgresql.PGConnection;

/** What became of a round's readings, to be written in its transaction. */
final class OutcomeCounts {

    private static final String COUNT =
            """
            insert into telemetry.outcome (partition, source, outcome, readings)
            select * from unnest(?::int[], ?::text[], ?::text[], ?::bigint[])
            on conflict (partition, source, outcome)
                do update set readings = outcome.readings + excluded.readings
            """;

    private static final String KEEP =
            """
            insert into telemetry.conflict (node_number, recorded_at, source, metric, kept, refused)
            values (?, to_timestamp(? / 1000.0), ?, ?, ?, ?)
            on conflict (node_number) do update
                set (recorded_at, source, metric, kept, refused) =
                    (excluded.recorded_at, excluded.source, excluded.metric, excluded.kept,
                     excluded.refused)
            """;

    private final Map<Counted, Long> counts = new HashMap<>();
    private final Map<Long, Sample> samples = new HashMap<>();
    private final OutcomeLog log = new OutcomeLog();

    private record Counted(int partition, Source source, Outcome outcome) {}

    private record Sample(StoredRow row, Conflict conflict) {}

    void add(int partition, Source source, Outcome outcome) {
        counts.merge(new Counted(partition, source, outcome), 1L, Long::sum);
    }

    /** Counts the readings of an entry that came behind the deletion of its node. */
    void reject(Received<NodeReadings> late) {
        NodeReadings content = late.content();
        var counted = new Counted(late.partition(), content.source(), Outcome.NODE_FORGOTTEN);
        counts.merge(counted, (long) content.readings().size(), Long::sum);
    }

    /** Of all partitions and sources together. */
    Map<Outcome, Long> byOutcome() {
        Map<Outcome, Long> sums = new EnumMap<>(Outcome.class);
        counts.forEach((counted, readings) -> sums.merge(counted.outcome(), readings, Long::sum));
        return sums;
    }

    /** Keeps a sample, the last of its node, and notes it. */
    void keep(StoredRow row, Conflict conflict) {
        samples.put(row.node(), new Sample(row, conflict));
        log.conflict(row, conflict);
    }

    /**
     * Notes what was merged.
     *
     * @param added by the places of metrics, whether the reading added it
     */
    void merged(StoredRow row, Source source, boolean[] added) {
        log.merged(row, source, added);
    }

    void write(Connection transaction) throws SQLException {
        if (counts.isEmpty()) {
            return;
        }
        // A round has up to a row for each of its partitions: one statement for all of them.
        var keys = List.copyOf(counts.keySet());
        var arrays = transaction.unwrap(PGConnection.class);
        try (var statement = transaction.prepareStatement(COUNT)) {
            statement.setArray(
                    1,
                    arrays.createArrayOf(
                            "int", keys.stream().mapToInt(Counted::partition).toArray()));
            statement.setArray(
                    2,
                    transaction.createArrayOf(
                            "text", keys.stream().map(key -> key.source().code()).toArray()));
            statement.setArray(
                    3,
                    transaction.createArrayOf(
                            "text", keys.stream().map(key -> key.outcome().code()).toArray()));
            statement.setArray(
                    4,
                    arrays.createArrayOf(
                            "bigint",
                            keys.stream()
                                    .mapToLong(key -> counts.getOrDefault(key, 0L))
                                    .toArray()));
            int _ = statement.executeUpdate();
        }
        if (!samples.isEmpty()) {
            writeSamples(transaction);
        }
        log.write(transaction);
    }

    private void writeSamples(Connection transaction) throws SQLException {
        try (var statement = transaction.prepareStatement(KEEP)) {
            for (Sample sample : samples.values()) {
                Conflict conflict = sample.conflict();
                Metric metric = sample.row().columns().metrics().get(conflict.place());
                statement.setLong(1, sample.row().node());
                statement.setLong(2, sample.row().millis());
                statement.setString(3, conflict.source().code());
                statement.setString(4, metric.code());
                statement.setString(5, OutcomeLog.text(metric, conflict.kept()));
                statement.setString(6, OutcomeLog.text(metric, conflict.refused()));
                statement.addBatch();
            }
            int[] _ = statement.executeBatch();
        }
    }
}
