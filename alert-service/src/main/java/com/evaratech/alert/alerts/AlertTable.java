package com.evaratech.alert.alerts;

import com.evaratech.alert.alerts.AlertChange.Measured;
import com.evaratech.alert.alerts.AlertChange.Resolved;
import com.evaratech.common.access.Placement;
import com.evaratech.common.alerting.AlertFacts;
import com.evaratech.common.alerting.AlertFacts.Crossing;
import com.evaratech.common.alerting.AlertFacts.Ending;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The set-based statements on {@code alerting.alert}. Rows come as one JSON array each: alerts are
 * few, and their columns many.
 */
final class AlertTable {

    // Finds rows by alert_one_open, as the other two do.
    private static final String MEASURE =
            """
            update alerting.alert as alert
            set last_value = now.value, last_value_at = now.at
            from json_to_recordset(?::json)
                as now (rule_number bigint, node_number bigint, at timestamptz, value double precision)
            where alert.rule_number = now.rule_number and alert.node_number = now.node_number
                and alert.state = 'open'
            returning alert.rule_number, alert.node_number
            """;

    // A device's clock may be ahead of the service's, which ends what no reading does.
    private static final String END =
            """
            update alerting.alert as alert
            set state = 'resolved', resolved_reason = now.reason,
                resolved_at = greatest(alert.opened_at, now.at),
                last_value = coalesce(now.value, alert.last_value),
                last_value_at = case when now.value is null then alert.last_value_at else now.at end
            from json_to_recordset(?::json)
                as now (rule_number bigint, node_number bigint, at timestamptz,
                        value double precision, reason text)
            where alert.rule_number = now.rule_number and alert.node_number = now.node_number
                and alert.state = 'open'
            returning alert.*
            """;

    private static final String COLUMNS =
            """
            id, state, rule_number, rule_id, rule_version, rule_name, severity, node_number, node_id,
            distributor_id, community_id, customer_id, metric, operator, threshold, value, last_value,
            pending_since, opened_at, last_value_at, resolved_at, resolved_reason, message,
            category
            """;

    // In the order of the array, so that numbers rise as alerts opened.
    private static final String OPEN =
            """
            insert into alerting.alert (%1$s)
            select %1$s
            from json_array_elements(?::json) with ordinality as row (alert, place),
                json_populate_record(null::alerting.alert, row.alert)
            order by row.place
            on conflict (rule_number, node_number) where state = 'open' do nothing
            returning id
            """
                    .formatted(COLUMNS);

    private AlertTable() {}

    /** Notes what was measured; returns whose alerts are open. */
    static Set<AlertKey> measure(Connection transaction, Collection<Measured> values)
            throws SQLException {
        if (values.isEmpty()) {
            return Set.of();
        }
        JsonArray rows = new JsonArray();
        values.forEach(one -> rows.add(row(one.key(), one.at()).put("value", one.value())));
        try (var statement = transaction.prepareStatement(MEASURE)) {
            statement.setString(1, rows.encode());
            try (var open = statement.executeQuery()) {
                Set<AlertKey> keys = new HashSet<>();
                while (open.next()) {
                    keys.add(new AlertKey(open.getLong(1), open.getLong(2)));
                }
                return keys;
            }
        }
    }

    /** Ends open alerts; returns those that were there, as they are now. */
    static Map<AlertKey, AlertFacts> end(Connection transaction, Collection<Resolved> ends)
            throws SQLException {
        if (ends.isEmpty()) {
            return Map.of();
        }
        JsonArray rows = new JsonArray();
        for (Resolved end : ends) {
            rows.add(
                    row(end.key(), end.at())
                            .put("value", end.value())
                            .put("reason", end.reason().code()));
        }
        try (var statement = transaction.prepareStatement(END)) {
            statement.setString(1, rows.encode());
            try (var ended = statement.executeQuery()) {
                Map<AlertKey, AlertFacts> alerts = new HashMap<>();
                while (ended.next()) {
                    alerts.put(
                            new AlertKey(
                                    ended.getLong("rule_number"), ended.getLong("node_number")),
                            facts(ended));
                }
                return alerts;
            }
        }
    }

    /** Inserts alerts; returns the ids of those that were not there yet. */
    static Set<UUID> open(Connection transaction, List<OpenedRow> alerts) throws SQLException {
        if (alerts.isEmpty()) {
            return Set.of();
        }
        JsonArray rows = new JsonArray();
        alerts.forEach(alert -> rows.add(alert.toJson()));
        try (var statement = transaction.prepareStatement(OPEN)) {
            statement.setString(1, rows.encode());
            try (var inserted = statement.executeQuery()) {
                Set<UUID> ids = new HashSet<>();
                while (inserted.next()) {
                    ids.add(inserted.getObject(1, UUID.class));
                }
                return ids;
            }
        }
    }

    private static JsonObject row(AlertKey key, Instant at) {
        return new JsonObject()
                .put("rule_number", key.ruleNumber())
                .put("node_number", key.nodeNumber())
                .put("at", at.toString());
    }

    private static AlertFacts facts(ResultSet row) throws SQLException {
        return new AlertFacts(
                row.getObject("id", UUID.class),
                row.getObject("rule_id", UUID.class),
                row.getLong("rule_version"),
                row.getString("rule_name"),
                row.getString("severity"),
                row.getObject("node_id", UUID.class),
                new Placement(
                        row.getObject("distributor_id", UUID.class),
                        row.getObject("community_id", UUID.class),
                        row.getObject("customer_id", UUID.class)),
                new Crossing(
                        row.getString("metric"),
                        row.getString("operator"),
                        row.getDouble("threshold"),
                        row.getDouble("last_value"),
                        row.getString("message")),
                instant(row, "opened_at"),
                new Ending(instant(row, "resolved_at"), row.getString("resolved_reason")));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
