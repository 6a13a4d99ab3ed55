package com.evaratech.bench.alerts.faults;

import com.evaratech.alert.rules.Condition;
import com.evaratech.alert.rules.RateOfChange;
import com.evaratech.alert.rules.Threshold;
import com.evaratech.bench.alerts.large.LargeFleet;
import com.evaratech.common.secret.KeyRing;
import com.evaratech.local.identity.Secrets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The service's tables: rules and a route that are put there, and what it made of it. */
final class Kept {

    private static final String RULE =
            """
            insert into alerting.rule
                (id, version, distributor_id, community_id, name, severity, enabled, created_at, bound_to, kind,
                 metric, operator, threshold, clear_threshold, duration_seconds, window_seconds)
            values (gen_random_uuid(), 1, ?, ?, ?, 'warning', true, now(), 'community', ?, ?, ?, ?, ?, ?, ?)
            """;

    private static final String ROUTE =
            """
            insert into alerting.route
                (id, version, distributor_id, community_id, name, url, secret, least_severity, enabled, created_at)
            values (?, 1, ?, ?, 'Proof', ?, ?, 'info', true, now())
            """;

    // Alerts are numbered as they open.
    private static final String LIVES =
            """
            select node_number, rule_name, opened_at, resolved_at from alerting.alert order by number
            """;

    private static final String QUIET =
            """
            select (select count(*) from alerting.alert) = ?
                and (select count(*) from alerting.alert where state = 'open') = ?
                and not exists (select from alerting.delivery where state = 'waiting')
                and (select h.number = r.relayed from alerting.outbox_head h, alerting.outbox_relay r)
            """;

    private final Connection admin;

    Kept(Connection admin) {
        this.admin = admin;
    }

    void addRules() throws SQLException {
        for (var rule : Waves.RULES.entrySet()) {
            try (var statement = admin.prepareStatement(RULE)) {
                statement.setObject(1, LargeFleet.distributor());
                statement.setObject(2, LargeFleet.community(0));
                statement.setString(3, rule.getKey());
                set(statement, rule.getValue());
                int _ = statement.executeUpdate();
            }
        }
    }

    private static void set(PreparedStatement statement, Condition condition) throws SQLException {
        switch (condition) {
            case Threshold it -> {
                statement.setString(4, "threshold");
                statement.setString(5, it.metric().code());
                statement.setString(6, it.operator().code());
                statement.setDouble(7, it.threshold());
                statement.setObject(8, it.clearThreshold(), Types.DOUBLE);
                statement.setInt(9, it.durationSeconds());
                statement.setNull(10, Types.INTEGER);
            }
            case RateOfChange it -> {
                statement.setString(4, "rate_of_change");
                statement.setString(5, it.metric().code());
                statement.setString(6, it.operator().code());
                statement.setDouble(7, it.threshold());
                statement.setObject(8, it.clearThreshold(), Types.DOUBLE);
                statement.setInt(9, it.durationSeconds());
                statement.setInt(10, it.windowSeconds());
            }
            default -> throw new IllegalStateException("no such rule is proven: " + condition);
        }
    }

    /** A receiver that is told of each by itself. */
    void addRoute(String url, String ring) throws SQLException {
        UUID id = UUID.randomUUID();
        try (var statement = admin.prepareStatement(ROUTE)) {
            statement.setObject(1, id);
            statement.setObject(2, LargeFleet.distributor());
            statement.setObject(3, LargeFleet.community(0));
            statement.setString(4, url);
            statement.setString(
                    5, KeyRing.parse(ring).seal(Secrets.generate(), "secret of the route " + id));
            int _ = statement.executeUpdate();
        }
    }

    /** Whether there are so many alerts, so many of them open, and nothing is to be told. */
    boolean isQuiet(long alerts, long open) {
        try (var statement = admin.prepareStatement(QUIET)) {
            statement.setLong(1, alerts);
            statement.setLong(2, open);
            try (var row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("alerts cannot be counted", e);
        }
    }

    /** The alerts that there are. */
    Map<Key, List<Life>> lives() throws SQLException {
        Map<Key, List<Life>> lives = new HashMap<>();
        try (var statement = admin.createStatement();
                var rows = statement.executeQuery(LIVES)) {
            while (rows.next()) {
                OffsetDateTime end = rows.getObject(4, OffsetDateTime.class);
                lives.computeIfAbsent(
                                new Key(rows.getLong(1), rows.getString(2)), _ -> new ArrayList<>())
                        .add(
                                new Life(
                                        rows.getObject(3, OffsetDateTime.class).toInstant(),
                                        end == null ? null : end.toInstant()));
            }
        }
        return lives;
    }
}
