package com.evaratech.alert.notices;

import com.evaratech.common.access.Placement;
import com.evaratech.common.alerting.AlertEvent;
import com.evaratech.common.alerting.AlertFacts;
import com.evaratech.common.alerting.AlertFacts.Crossing;
import com.evaratech.common.alerting.AlertFacts.Ending;
import com.evaratech.common.alerting.AlertJson;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An alert as it is when messages are made, the same for all who are told of it.
 *
 * @param opening as its opening is told
 * @param end as its end is told; {@code null} while it is open
 * @param silencedUntil until when a silence is about it; {@code null}: none is
 */
record AlertNow(AlertFacts opening, @Nullable AlertFacts end, @Nullable Instant silencedUntil) {

    // By alert's key and silence_in_force.
    private static final String QUERY =
            """
            select a.*, (
                select max(s.until_at) from alerting.silence s
                where s.community_id = a.community_id and s.ended_at is null
                    and s.from_at <= now() and s.until_at > now()
                    and (s.node_id is null or s.node_id = a.node_id)
                    and (s.rule_id is null or s.rule_id = a.rule_id)
                    and (s.severity is null or s.severity = a.severity)
                    and (s.category is null or s.category = a.category)) as silenced_until
            from alerting.alert a
            where a.number = any(?)
            """;

    /** Those of these numbers that there are. */
    static Map<Long, AlertNow> of(Connection connection, Collection<Long> numbers)
            throws SQLException {
        Map<Long, AlertNow> found = HashMap.newHashMap(numbers.size());
        try (var statement = connection.prepareStatement(QUERY)) {
            statement.setArray(1, connection.createArrayOf("bigint", numbers.toArray()));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.put(rows.getLong("number"), read(rows));
                }
            }
        }
        return found;
    }

    Placement placement() {
        return opening.placement();
    }

    UUID nodeId() {
        return opening.nodeId();
    }

    boolean isCritical() {
        return "critical".equals(opening.severity());
    }

    boolean isOver() {
        return end != null;
    }

    /** What is told of it, as its event says it. */
    JsonObject event(AlertEvent.Type type) {
        AlertFacts facts =
                switch (type) {
                    case OPENED -> opening;
                    case RESOLVED -> Objects.requireNonNull(end, "told to be over, and is open");
                };
        return new JsonObject(AlertJson.write(type, facts));
    }

    private static AlertNow read(ResultSet row) throws SQLException {
        var opening =
                new AlertFacts(
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
                                row.getDouble("value"),
                                row.getString("message")),
                        Objects.requireNonNull(instant(row, "opened_at")),
                        null);
        Instant resolvedAt = instant(row, "resolved_at");
        AlertFacts end =
                resolvedAt == null
                        ? null
                        : opening.ended(
                                new Ending(resolvedAt, row.getString("resolved_reason")),
                                row.getDouble("last_value"));
        return new AlertNow(opening, end, instant(row, "silenced_until"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
