package com.evaratech.alert.deliveries;

import com.evaratech.common.sql.Transaction;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The table of deliveries as whoever sends sees it. Each call is a transaction of its own. */
final class DeliveryQueue {

    // Longer than an attempt may take, 30 s: whoever died over it has let go of it then.
    private static final Duration LEASE = Duration.ofMinutes(1);

    // After so many failures in a row a receiver is left alone, longer each time.
    private static final int FAILURES = 5;
    private static final Duration LONGEST_REST = Duration.ofMinutes(10);
    private static final Duration KEPT = Duration.ofDays(30);
    private static final int REMOVED_AT_ONCE = 5_000;

    // No transaction that writes deliveries takes so long.
    static final Duration LONGEST_WRITE = Duration.ofMinutes(1);

    /** So that a receiver that stalls does not take all there is. */
    static final int OF_ONE_ROUTE = 5;

    // One at a time for each alert and receiver, the oldest first: so nobody hears that something
    // is over before it has begun. Of each route the first due are looked at, by
    // delivery_due_of_route, and of each host as many as its share: and for each the few of its
    // alert: the + 0 keeps
    // a planner without statistics from all that waits of the route instead. What a node's former
    // alert of the rule has to tell goes first as well, since people read "resolved" as the newest
    // word; but nobody waits for what failed more than once, or is held.
    static final String CLAIM =
            """
            with under_way as materialized (
                select r.number, r.host, tried.deliveries
                from unnest(?::bigint[], ?::integer[]) as tried (route_number, deliveries)
                join alerting.route r on r.number = tried.route_number),
            first as materialized (
                select next.number, next.due_at, r.host
                from alerting.route r
                cross join lateral (
                    select d.number, d.due_at
                    from alerting.delivery d
                    where d.route_number = r.number and d.state = 'waiting' and d.due_at <= now()
                        and (d.alert_number is null or d.gathered or d.due_at <= ? and (
                            pg_visible_in_snapshot(d.written_by, cast(? as pg_snapshot))
                            or d.due_at < now() - interval '%1$d seconds'))
                        and (r.group_seconds = 0 or d.gathered or d.alert_number is null)
                        and (d.event = 'test' or not %2$s)
                        and (d.alert_number is null or d.number = (
                            select min(first.number) from alerting.delivery first
                            where first.alert_number = d.alert_number
                                and first.route_number + 0 = d.route_number
                                and first.state = 'waiting'))
                        and (d.gathered or not exists (
                            select from alerting.delivery before
                            where before.alert_number = (
                                    select earlier.number
                                    from alerting.alert a
                                    join alerting.alert earlier on earlier.node_id = a.node_id
                                        and earlier.rule_number = a.rule_number and earlier.number < a.number
                                    where a.number = d.alert_number
                                    order by earlier.number desc
                                    limit 1)
                                and before.route_number + 0 = d.route_number
                                and before.state = 'waiting'
                                and (before.held is null or before.due_at <= now())
                                and before.attempts < 2 and before.due_at <= now() + interval '%3$d seconds'))
                    order by d.due_at
                    limit %4$d) next
                where r.number not in (select number from under_way where deliveries >= %4$d)),
            ready as materialized (
                select placed.number, placed.due_at
                from (
                    select first.*, row_number() over (partition by host order by due_at, number) as place
                    from first) placed
                left join alerting.receiver_host silent on silent.host = placed.host
                where placed.place <= case when silent.host is null then %5$d else %6$d end - (
                    select coalesce(sum(deliveries), 0) from under_way where under_way.host = placed.host)
                order by placed.due_at
                limit ?),
            due as (
                select d.number from alerting.delivery d
                where d.number = any (array(select r.number from ready r))
                    and d.state = 'waiting' and d.due_at <= now()
                order by d.due_at
                for update skip locked)
            update alerting.delivery d
            set due_at = now() + ? * interval '1 millisecond', attempts = d.attempts + 1, held = null
            from due, alerting.route r
            where d.number = due.number and r.number = d.route_number
            returning d.number, d.id, d.attempts, d.tried_from, d.event, d.body,
                (select a.node_id from alerting.alert a where a.number = d.alert_number),
                coalesce((select a.state = 'resolved' from alerting.alert a where a.number = d.alert_number), false),
                r.number, r.id, r.kind, r.url, r.secret, r.content_type, r.template, r.owner, d.scope
            """
                    .formatted(
                            LONGEST_WRITE.toSeconds(),
                            ReceiverHosts.IS_LEFT_ALONE,
                            LEASE.toSeconds(),
                            OF_ONE_ROUTE,
                            ReceiverHosts.SHARE,
                            ReceiverHosts.SHARE_WHEN_SILENT);

    // A replica that is stopped over its look must not keep what is due from the others.
    private static final String LIMITS =
            "set local idle_in_transaction_session_timeout = 5000; set local statement_timeout = 120000";

    private static final String LOOK =
            "select now(), cast(pg_current_snapshot() as text), " + Withholding.LOOK_LOCK;

    private static final String ARRIVED =
            """
            update alerting.delivery set state = 'delivered', ended_at = now(), held = null
            where number = ? and state = 'waiting'
            """;

    private static final String GIVE_UP =
            """
            update alerting.delivery set state = 'failed', ended_at = now(), last_error = ?, held = null
            where number = ? and state = 'waiting' and attempts = ?
            """;

    private static final String AGAIN =
            """
            update alerting.delivery
            set due_at = now() + ? * interval '1 millisecond', last_error = ?, held = null
            where number = ? and state = 'waiting' and attempts = ?
            """;

    private static final String HOLD =
            """
            update alerting.delivery
            set due_at = now() + ? * interval '1 millisecond', attempts = attempts - 1, held = ?,
                tried_from = now() + ? * interval '1 millisecond'
            where number = ? and state = 'waiting' and attempts = ?
            """;

    // What was made for what the person saw then is made anew for what they see now. The route
    // first, as whoever removes a channel has it.
    private static final String WITHDRAW =
            """
            with route as materialized (
                select number from alerting.route where number = ? for key share),
            gone as (
                update alerting.delivery d
                set state = 'spared', ended_at = now(), held = null,
                    last_error = 'the person does not see that any more'
                from route
                where d.number = ? and d.state = 'waiting' and d.attempts = ? and d.route_number = route.number
                returning d.route_number, d.alerts)
            insert into alerting.notice (route_number, alerts, due_at)
            select route_number, alerts, now() from gone where alerts is not null and ?
            """;

    private static final String SPARE =
            """
            update alerting.delivery as d set state = 'spared', ended_at = now()
            from alerting.delivery one
            where one.number = ? and one.attempts = ? and d.route_number = one.route_number
                and d.alert_number = one.alert_number and d.state = 'waiting'
            """;

    private static final String WELL =
            """
            update alerting.route set failures = 0, rests_until = null
            where number = ? and failures > 0
            """;

    private static final String ILL =
            """
            update alerting.route
            set failures = failures + 1,
                rests_until = case when failures + 1 >= %d
                    then now() + least(%d, 10 * power(2, least(failures + 1 - %1$d, 10))) * interval '1 second' end
            where number = ?
            """
                    .formatted(FAILURES, LONGEST_REST.toSeconds());

    // By delivery_due. What is tried now is not due: its time is its lease's end.
    private static final String LET_GO =
            """
            update alerting.delivery d
            set state = 'failed', ended_at = now(),
                last_error = coalesce(d.last_error, 'its receiver was not there in time')
            from alerting.route r
            where r.number = d.route_number and %s
                and d.state = 'waiting' and d.due_at <= now()
                and d.tried_from < now() - ? * interval '1 millisecond'
            """
                    .formatted(ReceiverHosts.IS_LEFT_ALONE);

    private static final String CLEAR =
            """
            delete from alerting.delivery where number in (
                select d.number from alerting.delivery d
                where d.state <> 'waiting' and d.ended_at < now() - ? * interval '1 millisecond'
                limit %d)
            """
                    .formatted(REMOVED_AT_ONCE);

    private final DataSource database;

    DeliveryQueue(DataSource database) {
        this.database = database;
    }

    /**
     * What was due, and written, before it was looked at: what comes behind it may be sent only
     * after the next look.
     *
     * @param snapshot of the database, as its text
     */
    record Looked(OffsetDateTime at, String snapshot) {}

    /** Keeps back what is not to be told at that time. */
    Looked withhold(Instant now) throws SQLException {
        return Transaction.of(
                database,
                connection -> {
                    limit(connection);
                    Looked looked = look(connection);
                    Withholding.apply(connection, now);
                    return looked;
                });
    }

    private static void limit(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            boolean _ = statement.execute(LIMITS);
        }
    }

    private static Looked look(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(LOOK);
                var row = statement.executeQuery()) {
            if (!row.next()) {
                throw new SQLException("the database told no time");
            }
            return new Looked(row.getObject(1, OffsetDateTime.class), row.getString(2));
        }
    }

    /**
     * What is to be tried now.
     *
     * @param looked when what is due was looked at
     * @param most that are wanted
     * @param underWay how many are tried here now, by the number of their route
     */
    List<Claimed> claim(Looked looked, int most, Map<Long, Integer> underWay) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(CLAIM)) {
            // As it is now: attempts end meanwhile.
            Map<Long, Integer> tried = Map.copyOf(underWay);
            statement.setArray(1, connection.createArrayOf("bigint", tried.keySet().toArray()));
            statement.setArray(2, connection.createArrayOf("integer", tried.values().toArray()));
            statement.setObject(3, looked.at());
            statement.setString(4, looked.snapshot());
            statement.setInt(5, most);
            statement.setLong(6, LEASE.toMillis());
            try (var rows = statement.executeQuery()) {
                List<Claimed> claimed = new ArrayList<>();
                while (rows.next()) {
                    claimed.add(claimed(rows));
                }
                return claimed;
            }
        }
    }

    /**
     * Notes what became of an attempt. Whose lease has ended before may only say that it arrived:
     * for all else there is another attempt.
     *
     * @param wait before the next one, where there is one
     */
    void note(Claimed delivery, Outcome outcome, Duration wait) throws SQLException {
        long number = delivery.number();
        int attempts = delivery.attempts();
        try (var connection = database.getConnection()) {
            switch (outcome) {
                case Outcome.Arrived() -> {
                    run(connection, ARRIVED, number);
                    run(connection, WELL, delivery.target().number());
                    ReceiverHosts.arrived(connection, delivery.target().number());
                }
                case Outcome.NotYet(String reason, boolean isSilent) -> {
                    run(connection, AGAIN, wait.toMillis(), reason, number, attempts);
                    run(connection, ILL, delivery.target().number());
                    if (isSilent) {
                        ReceiverHosts.silent(connection, delivery.target().number());
                    }
                }
                case Outcome.Never(String reason) -> {
                    run(connection, GIVE_UP, reason, number, attempts);
                    run(connection, ILL, delivery.target().number());
                }
                case Outcome.Held(Duration until, String why) -> {
                    long millis = until.toMillis();
                    run(connection, HOLD, millis, why, millis, number, attempts);
                }
                case Outcome.Withdrawn(boolean again) ->
                        run(
                                connection,
                                WITHDRAW,
                                delivery.target().number(),
                                number,
                                attempts,
                                again);
                case Outcome.Spared() -> run(connection, SPARE, number, attempts);
            }
        }
    }

    /**
     * Gives up without another attempt what has waited for long enough for a receiver that is left
     * alone: with a rest behind each of them, trying them all once more would take days.
     *
     * @return how many
     */
    int letGo(Duration patience) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(LET_GO)) {
            statement.setLong(1, patience.toMillis());
            return statement.executeUpdate();
        }
    }

    /** Removes what ended long ago; whether there is more. */
    boolean clear() throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(CLEAR)) {
            ReceiverHosts.forget(connection);
            statement.setLong(1, KEPT.toMillis());
            return statement.executeUpdate() == REMOVED_AT_ONCE;
        }
    }

    private static void run(Connection connection, String sql, Object... values)
            throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            int _ = statement.executeUpdate();
        }
    }

    private static Claimed claimed(ResultSet row) throws SQLException {
        return new Claimed(
                row.getLong(1),
                row.getObject(2, UUID.class),
                row.getInt(3),
                row.getObject(4, OffsetDateTime.class).toInstant(),
                row.getString(5),
                row.getString(6),
                row.getObject(7, UUID.class),
                row.getBoolean(8),
                target(row));
    }

    private static @Nullable Addressee addressee(ResultSet row) throws SQLException {
        String owner = row.getString("owner");
        return owner == null ? null : new Addressee(owner, row.getString("scope"));
    }

    private static Target target(ResultSet row) throws SQLException {
        String type = row.getString("content_type");
        return new Target(
                row.getLong(9),
                row.getObject(10, UUID.class),
                RouteKind.ofCode(row.getString("kind")).orElseThrow(),
                row.getString("url"),
                row.getString("secret"),
                type == null ? null : new BodyTemplate(type, row.getString("template")),
                addressee(row));
    }
}
