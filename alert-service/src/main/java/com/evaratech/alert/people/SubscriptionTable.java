package com.evaratech.alert.people;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The table of subscriptions. Every question names whose they are. */
final class SubscriptionTable {

    private static final String OWN =
            """
            select s.*, r.id as channel_id
            from alerting.subscription s join alerting.route r on r.number = s.route_number
            where r.owner = ?
            """;

    private static final String COUNT =
            """
            select count(*) from alerting.subscription s join alerting.route r on r.number = s.route_number
            where r.owner = ?
            """;

    private static final String ADD =
            """
            insert into alerting.subscription (route_number, least_severity, kind, category, community_id, node_id,
                resolved, id, version, created_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, 1, now())
            """;

    private static final String CHANGE =
            """
            update alerting.subscription set route_number = ?, least_severity = ?, kind = ?, category = ?,
                community_id = ?, node_id = ?, resolved = ?, version = version + 1
            where id = ?
            """;

    private SubscriptionTable() {}

    static List<Subscription> list(Connection connection, String owner) throws SQLException {
        try (var statement = connection.prepareStatement(OWN + " order by s.number")) {
            statement.setString(1, owner);
            try (var rows = statement.executeQuery()) {
                List<Subscription> subscriptions = new ArrayList<>();
                while (rows.next()) {
                    subscriptions.add(subscription(rows));
                }
                return subscriptions;
            }
        }
    }

    static Optional<Subscription> find(Connection connection, String owner, UUID id)
            throws SQLException {
        return find(connection, OWN + " and s.id = ?", owner, id);
    }

    /** As {@link #find}, and nobody else gets the row locked until the transaction ends. */
    static Optional<Subscription> lock(Connection transaction, String owner, UUID id)
            throws SQLException {
        return find(transaction, OWN + " and s.id = ? for update of s", owner, id);
    }

    static int count(Connection connection, String owner) throws SQLException {
        try (var statement = connection.prepareStatement(COUNT)) {
            statement.setString(1, owner);
            try (var row = statement.executeQuery()) {
                return row.next() ? row.getInt(1) : 0;
            }
        }
    }

    static void add(Connection transaction, long routeNumber, UUID id, SubscriptionDraft draft)
            throws SQLException {
        write(transaction, ADD, routeNumber, id, draft);
    }

    static void change(Connection transaction, long routeNumber, UUID id, SubscriptionDraft draft)
            throws SQLException {
        write(transaction, CHANGE, routeNumber, id, draft);
    }

    static void remove(Connection transaction, UUID id) throws SQLException {
        try (var statement =
                transaction.prepareStatement("delete from alerting.subscription where id = ?")) {
            statement.setObject(1, id);
            int _ = statement.executeUpdate();
        }
    }

    private static Optional<Subscription> find(
            Connection connection, String sql, String owner, UUID id) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, owner);
            statement.setObject(2, id);
            try (var row = statement.executeQuery()) {
                return row.next() ? Optional.of(subscription(row)) : Optional.empty();
            }
        }
    }

    private static void write(
            Connection transaction, String sql, long routeNumber, UUID id, SubscriptionDraft draft)
            throws SQLException {
        try (var statement = transaction.prepareStatement(sql)) {
            statement.setLong(1, routeNumber);
            statement.setString(2, draft.leastSeverity().code());
            statement.setString(3, SubscriptionDraft.name(draft.kind()));
            statement.setString(4, SubscriptionDraft.name(draft.category()));
            statement.setObject(5, draft.communityId());
            statement.setObject(6, draft.nodeId());
            statement.setBoolean(7, draft.resolved());
            statement.setObject(8, id);
            int _ = statement.executeUpdate();
        }
    }

    private static Subscription subscription(ResultSet row) throws SQLException {
        return new Subscription(
                row.getObject("id", UUID.class),
                row.getLong("version"),
                row.getObject("channel_id", UUID.class),
                row.getString("least_severity"),
                row.getString("kind"),
                row.getString("category"),
                row.getObject("community_id", UUID.class),
                row.getObject("node_id", UUID.class),
                row.getBoolean("resolved"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}
