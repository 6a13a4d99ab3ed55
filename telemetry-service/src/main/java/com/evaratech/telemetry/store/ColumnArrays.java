package com.evaratech.telemetry.store;

import com.evaratech.common.metric.Metric;
import com.evaratech.common.metric.Plausible;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Rows as parameters of a statement: an array for nodes, one for instants, one for each metric. A
 * statement over thousands of rows is planned and sent once, and the driver writes arrays of
 * primitives in binary form.
 */
final class ColumnArrays {

    private final List<Metric> metrics;

    ColumnArrays(List<Metric> metrics) {
        this.metrics = metrics;
    }

    /** The metrics' columns, each behind a prefix, joined by commas. */
    String columns(String prefix) {
        return metrics.stream()
                .map(metric -> prefix + metric.code())
                .collect(Collectors.joining(", "));
    }

    /** A query of the rows: ordinality (from 1), node_number, recorded_at and the metrics. */
    String given() {
        return """
        select ordinality, node_number, to_timestamp(millis / 1000.0) as recorded_at, %s
        from unnest(?::bigint[], ?::bigint[], %s)
            with ordinality as given (node_number, millis, %s, ordinality)
        """
                .formatted(
                        metrics.stream()
                                .map(ColumnArrays::nullable)
                                .collect(Collectors.joining(", ")),
                        metrics.stream()
                                .map(metric -> isWord(metric) ? "?::text[]" : "?::float8[]")
                                .collect(Collectors.joining(", ")),
                        columns(""));
    }

    /** Sets the parameters of {@link #given}. */
    void bind(PreparedStatement statement, List<StoredRow> rows) throws SQLException {
        bindKeys(statement, rows);
        int parameter = 3;
        for (Metric metric : metrics) {
            statement.setArray(parameter++, values(statement.getConnection(), metric, rows));
        }
    }

    /** Sets two parameters: nodes, and instants in milliseconds. */
    static void bindKeys(PreparedStatement statement, List<StoredRow> rows) throws SQLException {
        var arrays = statement.getConnection().unwrap(PGConnection.class);
        statement.setArray(
                1,
                arrays.createArrayOf("bigint", rows.stream().mapToLong(StoredRow::node).toArray()));
        statement.setArray(
                2,
                arrays.createArrayOf(
                        "bigint", rows.stream().mapToLong(StoredRow::millis).toArray()));
    }

    private static Array values(Connection connection, Metric metric, List<StoredRow> rows)
            throws SQLException {
        if (isWord(metric)) {
            var words = new @Nullable String[rows.size()];
            for (int i = 0; i < words.length; i++) {
                double value = value(metric, rows.get(i));
                words[i] = Double.isNaN(value) ? null : metric.word((int) value);
            }
            return connection.createArrayOf("text", words);
        }
        double[] numbers = rows.stream().mapToDouble(row -> value(metric, row)).toArray();
        return connection.unwrap(PGConnection.class).createArrayOf("float8", numbers);
    }

    private static double value(Metric metric, StoredRow row) {
        int place = row.columns().placeOf(metric);
        return place < 0 ? KindColumns.NONE : row.value(place);
    }

    private static String nullable(Metric metric) {
        return isWord(metric)
                ? metric.code()
                : "nullif(%1$s, 'NaN') as %1$s".formatted(metric.code());
    }

    static boolean isWord(Metric metric) {
        return metric.plausible() instanceof Plausible.OneOf;
    }
}
