package com.evaratech.alert.deliveries;

import com.evaratech.alert.deliveries.DeliveryQueue.Looked;
import com.evaratech.common.sql.Transaction;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Makes one message of what a receiver would be told within a short time. The time begins with the
 * first thing to tell; what comes in it goes into the message, and what comes later into the next
 * one, an update. While a receiver has not got what was made for it, nothing more is made: after an
 * outage it is told in one message, too, and never of an end before its beginning.
 */
@Singleton
class Gathering {

    private static final String ROUTES =
            """
            select r.number from alerting.route r
            where r.owner is null and r.group_seconds > 0 and not %s
                and exists (
                    select from alerting.delivery d
                    where d.route_number = r.number and d.state = 'waiting' and not d.gathered
                        and d.alert_number is not null and d.due_at <= now())
                and not exists (
                    select from alerting.delivery made
                    where made.route_number = r.number and made.state = 'waiting'
                        and (made.held is null or made.due_at <= now())
                        and (made.gathered or made.event = 'group'))
            limit 100
            """
                    .formatted(ReceiverHosts.IS_LEFT_ALONE);

    // One replica for each route. Whoever writes deliveries looks at the route's key, and waits for
    // nobody.
    private static final String LOCK =
            """
            select 1 from alerting.route where number = ? and group_seconds > 0
            for no key update skip locked
            """;

    // Asked again behind the lock: another replica may have made a message meanwhile.
    private static final String IS_TIME =
            """
            select exists (
                    select from alerting.delivery d
                    where d.route_number = ? and d.state = 'waiting' and not d.gathered
                        and d.alert_number is not null and d.due_at <= now())
                and not exists (
                    select from alerting.delivery made
                    where made.route_number = ? and made.state = 'waiting'
                        and (made.held is null or made.due_at <= now())
                        and (made.gathered or made.event = 'group'))
            """;

    // What waits for this receiver is looked at once, whatever the planner takes it for: with an
    // "earlier" asked for each of ten thousand rows it may look at ten thousand for each. What came
    // after it was looked at what keeps deliveries back is left for the next time.
    private static final String MEMBERS =
            """
            with waiting as materialized (
                select d.number, d.alert_number, d.event, d.body, d.gathered, d.held, d.due_at, look.at,
                    look.at + r.group_seconds * interval '1 second' as gathered_until,
                    pg_visible_in_snapshot(d.written_by, look.snapshot)
                        or d.due_at < look.at - interval '%d seconds' as is_looked_at
                from alerting.delivery d
                join alerting.route r on r.number = d.route_number
                cross join (select cast(? as timestamptz) as at, cast(? as pg_snapshot) as snapshot) look
                where d.route_number = ? and d.state = 'waiting' and d.alert_number is not null
            ), kept as (
                select w.*, min(w.number) filter (where w.gathered or not w.is_looked_at
                        or w.due_at > w.gathered_until or (w.held is not null and w.due_at > w.at))
                    over (partition by w.alert_number) as first_kept
                from waiting w
            )
            select k.number, k.alert_number, k.event, k.body, a.node_id
            from kept k
            join alerting.alert a on a.number = k.alert_number
            where not k.gathered and k.is_looked_at
                and (k.due_at <= k.at or (k.held is null and k.due_at <= k.gathered_until))
                and (k.first_kept is null or k.first_kept >= k.number)
            order by k.number
            limit 20000
            """
                    .formatted(DeliveryQueue.LONGEST_WRITE.toSeconds());

    private static final String STORM =
            """
            select coalesce(update_of, id) from alerting.delivery
            where route_number = ? and event = 'group' and created_at > now() - interval '10 minutes'
            order by number desc limit 1
            """;

    private static final String MAKE =
            """
            insert into alerting.delivery
                (id, route_number, distributor_id, community_id, event, body, due_at, created_at, update_of)
            select ?::uuid, number, distributor_id, community_id, 'group', ?, now(), now(), ?::uuid
            from alerting.route where number = ?
            returning number
            """;

    private static final String GROUPED =
            """
            update alerting.delivery set state = 'grouped', ended_at = now(), held = null, group_number = ?
            where number = any(?)
            """;

    private static final String SPARED =
            "update alerting.delivery set state = 'spared', ended_at = now(), held = null where"
                    + " number = any(?)";

    private static final String ALONE =
            "update alerting.delivery set gathered = true, held = null, due_at = now() where number"
                    + " = any(?)";

    private static final String HELD =
            """
            update alerting.delivery
            set held = 'maintenance', due_at = now() + interval '5 seconds', tried_from = now()
            where number = any(?)
            """;

    private final DataSource database;
    private final NodesAtWork work;

    Gathering(DataSource database, NodesAtWork work) {
        this.database = database;
        this.work = work;
    }

    /** Makes what was due when it was looked at, a transaction for each receiver. */
    void run(Looked looked) throws SQLException {
        for (long route : routes()) {
            int _ = Transaction.of(database, connection -> gather(connection, looked, route));
        }
    }

    private List<Long> routes() throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(ROUTES);
                var rows = statement.executeQuery()) {
            List<Long> routes = new ArrayList<>();
            while (rows.next()) {
                routes.add(rows.getLong(1));
            }
            return routes;
        }
    }

    private int gather(Connection connection, Looked looked, long route) throws SQLException {
        if (!isLocked(connection, route) || !isTime(connection, route)) {
            return 0;
        }
        List<GroupMember> members = withoutPassing(connection, members(connection, looked, route));
        members = withoutWork(connection, members);
        if (members.size() == 1) {
            update(connection, ALONE, members);
        } else if (members.size() > 1) {
            make(connection, route, members);
        }
        return members.size();
    }

    private static boolean isLocked(Connection connection, long route) throws SQLException {
        try (var statement = connection.prepareStatement(LOCK)) {
            statement.setLong(1, route);
            try (var row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    private static boolean isTime(Connection connection, long route) throws SQLException {
        try (var statement = connection.prepareStatement(IS_TIME)) {
            statement.setLong(1, route);
            statement.setLong(2, route);
            try (var row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    private static List<GroupMember> members(Connection connection, Looked looked, long route)
            throws SQLException {
        try (var statement = connection.prepareStatement(MEMBERS)) {
            statement.setObject(1, looked.at());
            statement.setString(2, looked.snapshot());
            statement.setLong(3, route);
            try (var rows = statement.executeQuery()) {
                List<GroupMember> members = new ArrayList<>();
                while (rows.next()) {
                    members.add(member(rows));
                }
                return members;
            }
        }
    }

    private static GroupMember member(ResultSet row) throws SQLException {
        return new GroupMember(
                row.getLong(1),
                row.getLong(2),
                row.getString(3),
                row.getString(4),
                row.getObject(5, UUID.class));
    }

    /** What began and ended within the time is told to nobody. */
    private static List<GroupMember> withoutPassing(
            Connection connection, List<GroupMember> members) throws SQLException {
        Set<Long> begun = new HashSet<>();
        Set<Long> passed = new HashSet<>();
        for (GroupMember member : members) {
            if (member.isOpening()) {
                begun.add(member.alertNumber());
            } else if (member.isEnd() && begun.contains(member.alertNumber())) {
                passed.add(member.alertNumber());
            }
        }
        List<GroupMember> spared =
                members.stream().filter(each -> passed.contains(each.alertNumber())).toList();
        update(connection, SPARED, spared);
        return members.stream().filter(each -> !passed.contains(each.alertNumber())).toList();
    }

    /** What opens on a node that work is done on waits until it is done. */
    private List<GroupMember> withoutWork(Connection connection, List<GroupMember> members)
            throws SQLException {
        List<GroupMember> waiting =
                members.stream()
                        .filter(member -> !member.isEnd() && work.isDoneOn(member.nodeId()))
                        .toList();
        update(connection, HELD, waiting);
        Set<GroupMember> held = Set.copyOf(waiting);
        return members.stream().filter(member -> !held.contains(member)).toList();
    }

    private static void make(Connection connection, long route, List<GroupMember> members)
            throws SQLException {
        UUID id = UUID.randomUUID();
        UUID storm = storm(connection, route);
        long number;
        try (var statement = connection.prepareStatement(MAKE)) {
            statement.setObject(1, id);
            statement.setString(2, GroupBody.write(id, storm, events(members)));
            statement.setObject(3, storm);
            statement.setLong(4, route);
            try (var row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new SQLException("the route %d is locked and gone".formatted(route));
                }
                number = row.getLong(1);
            }
        }
        try (var statement = connection.prepareStatement(GROUPED)) {
            statement.setLong(1, number);
            statement.setArray(2, connection.createArrayOf("bigint", numbers(members)));
            int _ = statement.executeUpdate();
        }
    }

    private static List<JsonObject> events(List<GroupMember> members) {
        return members.stream().map(GroupMember::content).toList();
    }

    private static @Nullable UUID storm(Connection connection, long route) throws SQLException {
        try (var statement = connection.prepareStatement(STORM)) {
            statement.setLong(1, route);
            try (var row = statement.executeQuery()) {
                return row.next() ? row.getObject(1, UUID.class) : null;
            }
        }
    }

    private static void update(Connection connection, String sql, Collection<GroupMember> members)
            throws SQLException {
        if (members.isEmpty()) {
            return;
        }
        try (var statement = connection.prepareStatement(sql)) {
            statement.setArray(1, connection.createArrayOf("bigint", numbers(members)));
            int _ = statement.executeUpdate();
        }
    }

    private static Object[] numbers(Collection<GroupMember> members) {
        return members.stream().map(GroupMember::number).toArray();
    }
}
