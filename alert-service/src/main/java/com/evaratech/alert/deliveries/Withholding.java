package com.evaratech.alert.deliveries;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Keeps back what a silence is about, what comes in the quiet hours of its receiver, and what its
 * receiver was told of a moment ago, before anything is claimed: thousands at once, by statements
 * for all. What has ended by the time that it might be told, or is seen to before others are called
 * for help, is told to nobody.
 */
final class Withholding {

    private static final String KEY = "(hashtextextended('alerting.withholding', 0))";

    /** Taken before it is looked at what keeps deliveries back, until it is noted with them. */
    static final String LOOK_LOCK = "pg_advisory_xact_lock_shared" + KEY;

    /**
     * Taken by whoever changes what keeps deliveries back, before it lets go of those that are
     * kept: without it, what another was just about to keep would stay so until the former end.
     */
    static final String CHANGE_LOCK = "pg_advisory_xact_lock" + KEY;

    // By route_with_quiet_hours. People's channels are many, and as a rule nothing is due to them.
    private static final String QUIET =
            """
            select r.number, r.quiet_from, r.quiet_until, r.quiet_zone, r.quiet_critical
            from alerting.route r
            where r.quiet_from is not null and (r.owner is null or exists (
                select from alerting.delivery d
                where d.route_number = r.number and d.state = 'waiting' and d.due_at <= now()))
            """;

    // As a rule there is nothing to keep back, and no row to be looked at.
    private static final String IS_ANYTHING =
            """
            select exists (select from alerting.silence
                           where ended_at is null and from_at <= now() and until_at > now())
                or exists (select from alerting.route
                           where after_minutes > 0 or repeat_minutes > 0 or cooldown_minutes > 0)
                or exists (select from alerting.delivery
                           where state = 'waiting' and due_at <= now()
                               and held in ('silence', 'quiet_hours', 'cooldown'))
            """;

    // By silence_in_force, alert_of_node and delivery_told. What is to be told with others is
    // looked
    // at as soon as they may be.
    private static final String WITHHELD =
            """
            with quiet as (
                select * from unnest(?::bigint[], ?::text[]::timestamptz[], ?::boolean[])
                    as quiet (route_number, ends, also_critical)),
            due as (
                select d.number, d.route_number, d.alert_number, d.event, d.held, d.attempts, d.due_at,
                    r.after_minutes, r.cooldown_minutes
                from alerting.delivery d
                join alerting.route r on r.number = d.route_number
                where d.state = 'waiting' and d.alert_number is not null
                    and (d.due_at <= now()
                        or (not d.gathered and d.due_at <= now() + r.group_seconds * interval '1 second'
                            and r.group_seconds > 0))
                    and not %s),
            withheld as (
                select due.*, a.state = 'resolved' as is_over, a.acknowledged_at is not null as is_seen_to,
                    quiet.ends as quiet_until,
                    (select max(s.until_at) from alerting.silence s
                     where s.community_id = a.community_id and s.ended_at is null
                        and s.from_at <= now() and s.until_at > now()
                        and (s.node_id is null or s.node_id = a.node_id)
                        and (s.rule_id is null or s.rule_id = a.rule_id)
                        and (s.severity is null or s.severity = a.severity)
                        and (s.category is null or s.category = a.category)) as silenced_until,
                    case when due.event = 'opened' and due.cooldown_minutes > 0 then
                        (select nullif(greatest(now(),
                                max(told.ended_at) + due.cooldown_minutes * interval '1 minute'), now())
                         from alerting.alert other
                         join alerting.delivery told
                            on told.alert_number = other.number and told.route_number = due.route_number
                         where other.node_id = a.node_id and other.rule_number = a.rule_number
                            and other.number < a.number and told.event = 'opened'
                            and told.state in ('delivered', 'grouped')) end as cool_at
                from due
                join alerting.alert a on a.number = due.alert_number
                left join quiet on quiet.route_number = due.route_number
                    and (quiet.also_critical or a.severity <> 'critical'))
            """
                    .formatted(ReceiverHosts.IS_LEFT_ALONE);

    // Locked is what is changed, and only as it was when it was looked at: what somebody else has
    // in hand, or has changed since, is theirs.
    private static final String UNCHANGED =
            """
            join alerting.delivery d on d.number = %1$s.number and d.due_at = %1$s.due_at
                and d.state = 'waiting'
            """;

    // With what has not been told its end goes as well, both or none; a reminder goes alone. Who
    // was tried may have been told, whatever it answered.
    private static final String SPARE =
            WITHHELD
                    + """
                    , chosen as materialized (
                        select w.number, w.route_number, w.alert_number, w.event
                        from withheld w
                        where case w.event
                            when 'opened' then
                                w.attempts = 0
                                and (w.is_over and (w.held is not null or w.after_minutes > 0
                                        or coalesce(w.silenced_until, w.quiet_until, w.cool_at) is not null)
                                    or w.is_seen_to and w.after_minutes > 0)
                            when 'reminder' then w.is_over or w.is_seen_to
                            else false end),
                    parts as materialized (
                        select part.number, part.due_at, c.number as chosen
                        from chosen c
                        join alerting.delivery part on part.route_number = c.route_number
                            and part.alert_number = c.alert_number and part.state = 'waiting'
                            and (c.event = 'opened' or part.number = c.number)),
                    locked as materialized (
                        select d.number from parts
                    """
                    + UNCHANGED.formatted("parts")
                    + """
                        order by d.number
                        for update of d skip locked),
                    missed as materialized (
                        select chosen from parts where number not in (select number from locked))
                    update alerting.delivery d set state = 'spared', ended_at = now(), held = null
                    from parts
                    where d.number = parts.number and parts.chosen not in (select chosen from missed)
                    """;

    private static final String HOLD =
            WITHHELD
                    + """
                    , kept as materialized (
                        select w.number, w.due_at,
                            case when w.silenced_until is not null then 'silence'
                                when w.quiet_until is not null then 'quiet_hours' else 'cooldown' end as why,
                            coalesce(w.silenced_until, w.quiet_until, w.cool_at) as until
                        from withheld w
                        where coalesce(w.silenced_until, w.quiet_until, w.cool_at) is not null),
                    locked as materialized (
                        select d.number, kept.why, kept.until from kept
                    """
                    + UNCHANGED.formatted("kept")
                    + """
                        order by d.number
                        for update of d skip locked)
                    update alerting.delivery d
                    set held = locked.why, due_at = locked.until, tried_from = locked.until
                    from locked where d.number = locked.number
                    """;

    // A message of several alerts, or to a person, that has not arrived, when the quiet hours have
    // begun since.
    private static final String HOLD_GROUPS =
            """
            with quiet as (
                select * from unnest(?::bigint[], ?::text[]::timestamptz[], ?::boolean[])
                    as quiet (route_number, ends, also_critical)),
            locked as materialized (
                select d.number, quiet.ends
                from quiet
                join alerting.delivery d on d.route_number = quiet.route_number
                    and d.state = 'waiting' and d.due_at <= now() and (d.event = 'group' or d.scope is not null)
                    and (quiet.also_critical or cast(d.body as json) ->> 'severity' <> 'critical')
                order by d.number
                for update of d skip locked)
            update alerting.delivery d
            set held = 'quiet_hours', due_at = locked.ends, tried_from = locked.ends
            from locked where d.number = locked.number
            """;

    private record Quiet(long routeNumber, Instant end, boolean critical) {}

    private Withholding() {}

    /** Looks at all that is due, in a transaction that has {@link #LOOK_LOCK}. */
    static void apply(Connection connection, Instant now) throws SQLException {
        List<Quiet> quiet = quiet(connection, now);
        if (quiet.isEmpty() && !isAnything(connection)) {
            return;
        }
        run(connection, SPARE, quiet);
        run(connection, HOLD, quiet);
        if (!quiet.isEmpty()) {
            run(connection, HOLD_GROUPS, quiet);
        }
    }

    private static boolean isAnything(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(IS_ANYTHING);
                var row = statement.executeQuery()) {
            return row.next() && row.getBoolean(1);
        }
    }

    /** The receivers that have their quiet hours now. */
    private static List<Quiet> quiet(Connection connection, Instant now) throws SQLException {
        try (var statement = connection.prepareStatement(QUIET);
                var rows = statement.executeQuery()) {
            List<Quiet> found = new ArrayList<>();
            while (rows.next()) {
                var hours =
                        new QuietHours(
                                rows.getObject(2, LocalTime.class),
                                rows.getObject(3, LocalTime.class),
                                ZoneId.of(rows.getString(4)),
                                rows.getBoolean(5));
                Optional<Instant> end = hours.endAt(now);
                if (end.isPresent()) {
                    found.add(new Quiet(rows.getLong(1), end.get(), hours.critical()));
                }
            }
            return found;
        }
    }

    private static void run(Connection connection, String sql, List<Quiet> quiet)
            throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "bigint", quiet.stream().map(Quiet::routeNumber).toArray()));
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "text", quiet.stream().map(each -> utc(each.end())).toArray()));
            statement.setArray(
                    3,
                    connection.createArrayOf(
                            "boolean", quiet.stream().map(Quiet::critical).toArray()));
            int _ = statement.executeUpdate();
        }
    }

    private static String utc(Instant time) {
        return OffsetDateTime.ofInstant(time, ZoneOffset.UTC).toString();
    }
}
