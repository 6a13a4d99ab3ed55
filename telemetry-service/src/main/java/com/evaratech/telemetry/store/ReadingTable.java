package com.evaratech.telemetry.store;

import com.evaratech.common.metric.Metric;
import com.evaratech.common.metric.Plausible;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The table of one kind's readings. */
final class ReadingTable {

    // What is known comes in rows: a device that sends again, a window that is read again. Until so
    // many rounds had nothing of it, none is begun in the hope that fails.
    private static final int CAREFUL_ROUNDS = 64;

    private final KindColumns columns;
    private final String known;
    // By the metrics that rounds carry: a fleet knows a few combinations.
    private final Map<List<Metric>, WriteStatements> statements = new HashMap<>();
    private int carefulRounds;

    /** Of readings that are not packed: what is packed, the writer has taken out before. */
    ReadingTable(KindColumns columns) {
        this(
                columns,
                """
                select given.ordinality, %s
                from unnest(?::bigint[], ?::bigint[])
                    with ordinality as given (node_number, millis, ordinality)
                join %s stored on stored.node_number = given.node_number
                    and stored.recorded_at = to_timestamp(given.millis / 1000.0)
                """
                        .formatted(stored(columns), columns.table()));
    }

    private ReadingTable(KindColumns columns, String known) {
        this.columns = columns;
        this.known = known;
    }

    /** To look at all readings, packed or not: what is packed of a day is unpacked once. */
    static ReadingTable ofAll(KindColumns columns) {
        return new ReadingTable(
                columns,
                """
                with given as materialized (
                    select * from unnest(?::bigint[], ?::bigint[])
                        with ordinality as given (node_number, millis, ordinality))
                select given.ordinality, %s
                from (
                    select node_number, min(millis) as first, max(millis) as last
                    from given group by node_number, millis / 86400000) day
                cross join lateral %s(day.node_number,
                    to_timestamp(day.first / 1000.0), to_timestamp((day.last + 1) / 1000.0)) stored
                join given on given.node_number = stored.node_number
                    and to_timestamp(given.millis / 1000.0) = stored.recorded_at
                """
                        .formatted(stored(columns), columns.allReadings()));
    }

    private static String stored(KindColumns columns) {
        return new ColumnArrays(columns.metrics()).columns("stored.");
    }

    /**
     * Writes rows, each once: new ones as they are, known ones with what they add.
     *
     * @param counts told what became of each reading
     */
    void write(Connection transaction, List<StoredRow> rows, OutcomeCounts counts)
            throws SQLException {
        rows.forEach(StoredRow::beginNew);
        WriteStatements write =
                statements.computeIfAbsent(
                        carried(rows), metrics -> WriteStatements.of(columns, metrics));
        List<StoredRow> knownRows = insert(transaction, write, rows);
        Map<StoredRow, double[]> before =
                knownRows.isEmpty() ? Map.of() : read(transaction, knownRows);
        var more = new ArrayList<StoredRow>();
        for (StoredRow row : rows) {
            double @Nullable [] values = before.get(row);
            row.judge(values == null ? new double[0] : values, counts);
            if (values != null && row.beginWith(values)) {
                more.add(row);
            }
        }
        if (!more.isEmpty()) {
            try (var statement = transaction.prepareStatement(write.update())) {
                write.arrays().bind(statement, more);
                int _ = statement.executeUpdate();
            }
        }
    }

    /** The metrics that at least one of the rows has. */
    private List<Metric> carried(List<StoredRow> rows) {
        boolean[] isCarried = new boolean[columns.metrics().size()];
        for (StoredRow row : rows) {
            for (int place = 0; place < isCarried.length; place++) {
                isCarried[place] |= !Double.isNaN(row.value(place));
            }
        }
        return IntStream.range(0, isCarried.length)
                .filter(place -> isCarried[place])
                .mapToObj(columns.metrics()::get)
                .toList();
    }

    /** Inserts what is new; returns what was known. */
    private List<StoredRow> insert(
            Connection transaction, WriteStatements write, List<StoredRow> rows)
            throws SQLException {
        if (carefulRounds > 0) {
            carefulRounds--;
            return insertTelling(transaction, write, rows);
        }
        // Nearly always nothing was known: what tells is asked only once that has failed.
        Savepoint before = transaction.setSavepoint();
        try (var statement = transaction.prepareStatement(write.insert())) {
            write.arrays().bind(statement, rows);
            int _ = statement.executeUpdate();
            return List.of();
        } catch (SQLException e) {
            if (!WriteStatements.UNIQUE_VIOLATION.equals(e.getSQLState())) {
                throw e;
            }
        }
        transaction.rollback(before);
        return insertTelling(transaction, write, rows);
    }

    private List<StoredRow> insertTelling(
            Connection transaction, WriteStatements write, List<StoredRow> rows)
            throws SQLException {
        try (var statement = transaction.prepareStatement(write.insertTelling())) {
            write.arrays().bind(statement, rows);
            var known = new ArrayList<StoredRow>();
            try (ResultSet places = statement.executeQuery()) {
                while (places.next()) {
                    known.add(rows.get(places.getInt(1) - 1));
                }
            }
            if (!known.isEmpty()) {
                carefulRounds = CAREFUL_ROUNDS;
            }
            return known;
        }
    }

    /** What is known of rows, by the order of the columns; nothing of those that are new. */
    Map<StoredRow, double[]> read(Connection transaction, List<StoredRow> rows)
            throws SQLException {
        try (var statement = transaction.prepareStatement(known)) {
            ColumnArrays.bindKeys(statement, rows);
            var values = new HashMap<StoredRow, double[]>();
            try (ResultSet stored = statement.executeQuery()) {
                while (stored.next()) {
                    values.put(rows.get(stored.getInt(1) - 1), values(stored));
                }
            }
            return values;
        }
    }

    private double[] values(ResultSet stored) throws SQLException {
        double[] values = new double[columns.metrics().size()];
        for (int place = 0; place < values.length; place++) {
            values[place] = value(stored, columns.metrics().get(place));
        }
        return values;
    }

    private static double value(ResultSet stored, Metric metric) throws SQLException {
        if (metric.plausible() instanceof Plausible.OneOf words) {
            String word = stored.getString(metric.code());
            return word == null ? KindColumns.NONE : words.codes().indexOf(word);
        }
        double value = stored.getDouble(metric.code());
        return stored.wasNull() ? KindColumns.NONE : value;
    }
}
