package com.evaratech.telemetry.store;

import com.evaratech.common.metric.Metric;
import com.evaratech.common.metric.Plausible;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The table of one kind's readings. */
final class ReadingTable {

    private final KindColumns columns;
    private final ColumnArrays arrays;
    private final String insert;
    private final String known;
    private final String update;

    ReadingTable(KindColumns columns) {
        this.columns = columns;
        this.arrays = new ColumnArrays(columns.metrics());
        String names = arrays.columns("");
        this.insert =
                """
                with given as (%1$s), stored as (
                    insert into %2$s (node_number, recorded_at, %3$s)
                    select node_number, recorded_at, %3$s from given
                    on conflict do nothing
                    returning node_number, recorded_at)
                select ordinality from given
                where (node_number, recorded_at) not in (select node_number, recorded_at from stored)
                """
                        .formatted(arrays.given(), columns.table(), names);
        this.known =
                """
                select given.ordinality, %s
                from unnest(?::bigint[], ?::bigint[])
                    with ordinality as given (node_number, millis, ordinality)
                join %s stored on stored.node_number = given.node_number
                    and stored.recorded_at = to_timestamp(given.millis / 1000.0)
                """
                        .formatted(arrays.columns("stored."), columns.table());
        this.update =
                """
                with given as (%1$s)
                update %2$s stored set %3$s
                from given
                where stored.node_number = given.node_number
                    and stored.recorded_at = given.recorded_at
                """
                        .formatted(
                                arrays.given(),
                                columns.table(),
                                columns.metrics().stream()
                                        .map(metric -> "%1$s = given.%1$s".formatted(metric.code()))
                                        .collect(Collectors.joining(", ")));
    }

    /**
     * Writes rows, each once: new ones as they are, known ones with what they add.
     *
     * @param counts told what became of each reading
     */
    void write(Connection transaction, List<StoredRow> rows, OutcomeCounts counts)
            throws SQLException {
        rows.forEach(StoredRow::beginNew);
        List<StoredRow> knownRows = insert(transaction, rows);
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
            try (var statement = transaction.prepareStatement(update)) {
                arrays.bind(statement, more);
                int _ = statement.executeUpdate();
            }
        }
    }

    /** Inserts what is new; returns what was known. */
    private List<StoredRow> insert(Connection transaction, List<StoredRow> rows)
            throws SQLException {
        try (var statement = transaction.prepareStatement(insert)) {
            arrays.bind(statement, rows);
            var found = new ArrayList<StoredRow>();
            try (ResultSet places = statement.executeQuery()) {
                while (places.next()) {
                    found.add(rows.get(places.getInt(1) - 1));
                }
            }
            return found;
        }
    }

    private Map<StoredRow, double[]> read(Connection transaction, List<StoredRow> rows)
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
