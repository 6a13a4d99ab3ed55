package com.evaratech.alert.notices;

import com.evaratech.alert.deliveries.QuietHours;
import com.evaratech.alert.deliveries.ReceiverHosts;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The set-based statements by which notices become messages, all in one transaction. */
final class MessageTable {

    // What one transaction has in memory stays within bounds, whatever an outage leaves behind.
    static final int CHANNELS_AT_ONCE = 20;
    private static final int CHANGES_OF_A_CHANNEL = 10_000;

    // What is kept is read in such pieces the next time.
    private static final int CHANGES_OF_A_ROW = 1_000;

    // What has waited its time, of channels that got what was made for them before; what quiet
    // hours keep until later holds nothing up. The lock is one replica's; whoever writes notices
    // looks at the route's key, and waits for nobody.
    private static final String CHANNELS =
            """
            with due as materialized (
                select distinct route_number from alerting.notice where due_at <= now())
            select r.number, r.owner, r.enabled, r.quiet_from, r.quiet_until, r.quiet_zone, r.quiet_critical
            from due
            join alerting.route r on r.number = due.route_number
            where not %s
                and not exists (
                    select from alerting.delivery made
                    where made.route_number = r.number and made.state = 'waiting' and made.event <> 'test'
                        and (made.held is distinct from 'quiet_hours' or made.due_at <= now()))
            order by r.number
            limit %d
            for no key update of r skip locked
            """
                    .formatted(ReceiverHosts.IS_LEFT_ALONE, CHANNELS_AT_ONCE);

    // By notice_of_route; of what is too much for one message what is due first, and the oldest.
    private static final String WAITING =
            """
            select number, route_number, alerts
            from (
                select n.*, sum(cardinality(n.alerts)) over (
                        partition by n.route_number order by n.due_at > now(), n.number)
                    - cardinality(n.alerts) as before
                from alerting.notice n
                where n.route_number = any(?)) counted
            where before < %d
            """
                    .formatted(CHANGES_OF_A_CHANNEL);

    // By delivery_of_route.
    private static final String STORMS =
            """
            select route.number, storm.id
            from unnest(?::bigint[]) as route (number)
            cross join lateral (
                select coalesce(d.update_of, d.id) as id from alerting.delivery d
                where d.route_number = route.number and d.event = 'group'
                    and d.created_at > now() - interval '10 minutes'
                order by d.number desc limit 1) storm
            """;

    private static final String CLEAR = "delete from alerting.notice where number = any(?)";

    // Its time is by this process's clock, and what is due by the database's: not at once again.
    private static final String KEEP =
            """
            insert into alerting.notice (route_number, alerts, due_at, held)
            select kept.route_number, cast(kept.alerts as bigint[]),
                greatest(kept.due_at, now() + interval '1 second'), kept.held
            from json_to_recordset(?::json)
                as kept (route_number bigint, alerts text, due_at timestamptz, held text)
            """;

    private static final String PUT_OFF =
            """
            update alerting.notice set due_at = now() + interval '5 seconds'
            where route_number = any(?) and due_at <= now()
            """;

    private static final String MAKE =
            """
            insert into alerting.delivery
                (id, route_number, event, body, due_at, created_at, update_of, scope, alerts)
            select made.id, made.route_number, made.event, made.body, now(), now(), made.update_of, made.scope,
                cast(made.alerts as bigint[])
            from json_to_recordset(?::json)
                as made (route_number bigint, id uuid, event text, body text, update_of uuid, scope text, alerts text)
            """;

    private MessageTable() {}

    /**
     * Has all statements of the transaction see the same: an end that is not among the notices has
     * not happened.
     */
    static void begin(Connection transaction) throws SQLException {
        try (var statement = transaction.createStatement()) {
            boolean _ = statement.execute("set transaction isolation level repeatable read");
        }
    }

    static List<DueChannel> due(Connection transaction) throws SQLException {
        try (var statement = transaction.prepareStatement(CHANNELS);
                var rows = statement.executeQuery()) {
            List<DueChannel> channels = new ArrayList<>();
            while (rows.next()) {
                channels.add(
                        new DueChannel(
                                rows.getLong(1),
                                rows.getString(2),
                                rows.getBoolean(3),
                                quietHours(rows)));
            }
            return channels;
        }
    }

    private static @Nullable QuietHours quietHours(ResultSet row) throws SQLException {
        LocalTime from = row.getObject(4, LocalTime.class);
        return from == null
                ? null
                : new QuietHours(
                        from,
                        row.getObject(5, LocalTime.class),
                        ZoneId.of(row.getString(6)),
                        row.getBoolean(7));
    }

    /** What waits, by the numbers of the routes. */
    static Map<Long, Waiting> waiting(Connection transaction, Collection<Long> routes)
            throws SQLException {
        Map<Long, Set<Long>> notices = new HashMap<>();
        Map<Long, Set<Long>> changes = new HashMap<>();
        try (var statement = transaction.prepareStatement(WAITING)) {
            setNumbers(transaction, statement, routes);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    long route = rows.getLong(2);
                    boolean _ =
                            notices.computeIfAbsent(route, _ -> new HashSet<>())
                                    .add(rows.getLong(1));
                    boolean _ =
                            changes.computeIfAbsent(route, _ -> new HashSet<>())
                                    .addAll(List.of((Long[]) rows.getArray(3).getArray()));
                }
            }
        }
        Map<Long, Waiting> waiting = new HashMap<>();
        notices.forEach((route, rows) ->
                waiting.put(route, new Waiting(rows, changes.getOrDefault(route, Set.of()))));
        return waiting;
    }

    /** The storm that a group would go on with, by the numbers of the routes that are in one. */
    static Map<Long, UUID> storms(Connection transaction, Collection<Long> routes)
            throws SQLException {
        try (var statement = transaction.prepareStatement(STORMS)) {
            setNumbers(transaction, statement, routes);
            try (var rows = statement.executeQuery()) {
                Map<Long, UUID> storms = new HashMap<>();
                while (rows.next()) {
                    storms.put(rows.getLong(1), rows.getObject(2, UUID.class));
                }
                return storms;
            }
        }
    }

    static void clear(Connection transaction, Collection<Long> notices) throws SQLException {
        try (var statement = transaction.prepareStatement(CLEAR)) {
            setNumbers(transaction, statement, notices);
            int _ = statement.executeUpdate();
        }
    }

    static void keep(Connection transaction, List<JsonObject> kept) throws SQLException {
        insert(transaction, KEEP, kept);
    }

    /** A kept part of what waits for a channel, in rows by the names of the columns. */
    static List<JsonObject> kept(long routeNumber, Hold hold, List<Long> changes) {
        List<JsonObject> rows = new ArrayList<>();
        for (int from = 0; from < changes.size(); from += CHANGES_OF_A_ROW) {
            int to = Math.min(changes.size(), from + CHANGES_OF_A_ROW);
            rows.add(
                    new JsonObject()
                            .put("route_number", routeNumber)
                            .put("alerts", Message.literal(changes.subList(from, to)))
                            .put("due_at", hold.until().toString())
                            .put("held", hold.why()));
        }
        return rows;
    }

    /** Has what is due for these channels looked at again a little later. */
    static void putOff(Connection transaction, Collection<Long> routes) throws SQLException {
        if (routes.isEmpty()) {
            return;
        }
        try (var statement = transaction.prepareStatement(PUT_OFF)) {
            setNumbers(transaction, statement, routes);
            int _ = statement.executeUpdate();
        }
    }

    static void make(Connection transaction, List<Message> messages) throws SQLException {
        insert(transaction, MAKE, messages.stream().map(Message::toJson).toList());
    }

    private static void insert(Connection transaction, String sql, List<JsonObject> rows)
            throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (var statement = transaction.prepareStatement(sql)) {
            statement.setString(1, new JsonArray(rows).encode());
            int _ = statement.executeUpdate();
        }
    }

    private static void setNumbers(
            Connection connection, PreparedStatement statement, Collection<Long> numbers)
            throws SQLException {
        statement.setArray(1, connection.createArrayOf("bigint", numbers.toArray()));
    }
}
