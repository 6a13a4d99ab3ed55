package com.evaratech.telemetry.store;

import com.evaratech.common.metric.Kind;
import com.evaratech.common.metric.Metric;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;

/** What is stored of a node, for comparing it with {@link RollupModel}. */
final class RollupRows {

    private RollupRows() {}

    /** When the quarter of an hour of an instant begins. */
    static String quarter(Instant at) {
        long minutes = at.truncatedTo(ChronoUnit.HOURS).until(at, ChronoUnit.MINUTES) / 15 * 15;
        return at.truncatedTo(ChronoUnit.HOURS).plus(minutes, ChronoUnit.MINUTES).toString();
    }

    /** As the days are cut now: what is not told to the writer by a reading it does not see. */
    static ZoneId cutBy(Connection connection, long node) throws SQLException {
        try (var statement =
                connection.prepareStatement(
                        "select zone from telemetry.day_zone where node_number = ?")) {
            statement.setLong(1, node);
            try (var rows = statement.executeQuery()) {
                return rows.next() ? ZoneId.of(rows.getString(1)) : ZoneId.of("UTC");
            }
        }
    }

    /** All readings of a node, wherever they lie. */
    static NavigableMap<Instant, Map<Metric, Double>> stored(
            Connection connection, Kind kind, long node) throws SQLException {
        return readings(
                connection,
                kind,
                node,
                "readings_%s(%d, '-infinity', 'infinity')"
                        .formatted(KindColumns.of(kind).code(), node));
    }

    /** Its newest one. */
    static Map<Instant, Map<Metric, Double>> latest(Connection connection, Kind kind, long node)
            throws SQLException {
        return readings(connection, kind, node, "latest");
    }

    private static NavigableMap<Instant, Map<Metric, Double>> readings(
            Connection connection, Kind kind, long node, String table) throws SQLException {
        var readings = new TreeMap<Instant, Map<Metric, Double>>();
        read(
                connection,
                table,
                node,
                row -> {
                    Map<Metric, Double> values = new HashMap<>();
                    for (Metric metric : Metric.of(kind)) {
                        Object value = row.getValue(metric.code());
                        if (value instanceof String word) {
                            values.put(metric, (double) metric.placeOf(word).orElseThrow());
                        } else if (value instanceof Number number) {
                            values.put(metric, number.doubleValue());
                        }
                    }
                    return readings.put(time(row.getString("recorded_at")), values);
                });
        return readings;
    }

    /** The rows of a node by their key, each with its values by name of the column. */
    static Map<String, Map<String, Object>> rollups(
            Connection connection, String table, String key, long node) throws SQLException {
        Map<String, Map<String, Object>> rows = new TreeMap<>();
        read(
                connection,
                table,
                node,
                row -> {
                    Map<String, Object> values = new HashMap<>();
                    for (String column : row.fieldNames()) {
                        Object value = row.getValue(column);
                        if (column.endsWith("_at")) {
                            values.put(column, time(row.getString(column)));
                        } else if (value instanceof Number number
                                && !"node_number".equals(column)) {
                            values.put(column, number.doubleValue());
                        }
                    }
                    String at = row.getString(key);
                    return rows.put("day".equals(key) ? at : time(at).toString(), values);
                });
        return rows;
    }

    private static void read(
            Connection connection, String table, long node, Function<JsonObject, ?> take)
            throws SQLException {
        try (var statement =
                connection.prepareStatement(
                        "select jsonb_strip_nulls(to_jsonb(t)) from telemetry.%s t where node_number = ?"
                                .formatted(table))) {
            statement.setLong(1, node);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    var _ = take.apply(new JsonObject(rows.getString(1)));
                }
            }
        }
    }

    private static Instant time(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }
}
