package com.evaratech.telemetry.deletion;

import com.evaratech.common.forget.ExportPage;
import com.evaratech.common.forget.ForgottenNode;
import com.evaratech.common.forget.NodeData;
import com.evaratech.common.metric.Metric;
import com.evaratech.telemetry.readings.ReadingPages;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * The readings of a node, oldest first, each as the API shows it; and everything else that is kept
 * of it, which follows from them.
 */
final class NodeReadingsData implements NodeData {

    /** Readings of a portion: half a megabyte of text, some ten milliseconds of the database. */
    static final int PORTION = 5_000;

    private static final long NEXT_MILLIS = 1;

    @Override
    public ExportPage export(Connection transaction, ForgottenNode node) throws SQLException {
        List<Metric> metrics = Metric.of(node.kind());
        List<String> lines = new ArrayList<>();
        Instant last = null;
        String reached = node.reached();
        // Readings have whole milliseconds.
        OffsetDateTime from =
                reached == null
                        ? OffsetDateTime.MIN
                        : at(Instant.parse(reached).plusMillis(NEXT_MILLIS));
        try (var statement =
                ReadingPages.prepareAll(transaction, node.kind(), node.number(), from, PORTION)) {
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    OffsetDateTime at = rows.getObject("recorded_at", OffsetDateTime.class);
                    if (at != null) {
                        last = at.toInstant();
                        lines.add(line(last, metrics, rows));
                    }
                }
            }
        }
        boolean mayGoOn = last != null && lines.size() == PORTION;
        return new ExportPage(lines, mayGoOn ? String.valueOf(last) : null);
    }

    @Override
    public boolean remove(Connection transaction, ForgottenNode node) throws SQLException {
        try (var statement =
                transaction.prepareStatement("select telemetry.remove_forgotten_node(?, ?)")) {
            statement.setLong(1, node.number());
            statement.setInt(2, PORTION);
            try (var rows = statement.executeQuery()) {
                return rows.next() && rows.getLong(1) > 0;
            }
        }
    }

    private static String line(Instant at, List<Metric> metrics, ResultSet row)
            throws SQLException {
        var values = new JsonObject();
        for (Metric metric : metrics) {
            Object value = row.getObject(metric.code());
            if (value != null) {
                values.put(metric.code(), value);
            }
        }
        return new JsonObject().put("recorded_at", at.toString()).put("metrics", values).encode();
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
