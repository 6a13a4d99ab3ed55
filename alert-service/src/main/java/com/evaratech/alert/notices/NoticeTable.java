package com.evaratech.alert.notices;

import com.evaratech.alert.alerts.AlertNotice;
import com.evaratech.alert.deliveries.DeliveryTable;
import com.evaratech.common.metric.Category;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Notes what opens and ends for people's channels, in the transaction of the alerts: one statement
 * for all of them, and one row for each channel, however many alerts it is about.
 */
public final class NoticeTable {

    private static final String KIND_OF_CATEGORY =
            Arrays.stream(Category.values())
                    .map(each -> "when '%s' then '%s'".formatted(each.name(), each.kind().name()))
                    .collect(Collectors.joining(" ", "case a.category ", " end"));

    // From the few places that the alerts are of to who sees them, by the indexes of
    // alerting.person, and only then to what each has subscribed to. Nobody is waited for: what is
    // just being removed is left out, and what is not stays until this is committed.
    private static final String APPEND =
            """
            with told as materialized (
                select case told.event when 'opened' then a.number else -a.number end as change,
                    a.distributor_id, a.community_id, a.customer_id, a.node_id, a.category, %s as kind,
                    array_position(array['info', 'warning', 'critical'], a.severity) as weight
                from json_to_recordset(cast(cast(%%s as text) as json)) as told (alert_id uuid, event text)
                join alerting.alert a on a.id = told.alert_id),
            places as materialized (
                select distinct distributor_id, community_id, customer_id from told),
            hearers as (
                select p.*, who.subject from places p
                join alerting.person who on who.active and who.distributor_id = p.distributor_id
                union all
                select p.*, who.subject from places p
                join alerting.person who on who.active and who.community_id = p.community_id
                union all
                select p.*, who.subject from places p
                join alerting.person who on who.active and who.customer_id = p.customer_id
                union all
                select p.*, who.subject from places p
                join alerting.person who on who.active
                    and num_nonnulls(who.distributor_id, who.community_id, who.customer_id) = 0),
            noted as materialized (
                select r.number, array_agg(distinct t.change) as changes,
                    now() + r.group_seconds * interval '1 second' as due_at
                from hearers h
                join alerting.route r on r.owner = h.subject and r.enabled
                join alerting.subscription s on s.route_number = r.number
                join told t on t.community_id = h.community_id and t.distributor_id = h.distributor_id
                    and t.customer_id is not distinct from h.customer_id
                    and t.weight >= array_position(array['info', 'warning', 'critical'], s.least_severity)
                    and (s.resolved or t.change > 0)
                    and (s.kind is null or s.kind = t.kind)
                    and (s.category is null or s.category = t.category)
                    and (s.community_id is null or s.community_id = t.community_id)
                    and (s.node_id is null or s.node_id = t.node_id)
                group by r.number, r.group_seconds)
            insert into alerting.notice (route_number, alerts, due_at)
            select n.number, n.changes, n.due_at
            from noted n
            join alerting.route r on r.number = n.number
            order by n.number
            for key share of r skip locked
            """
                    .formatted(KIND_OF_CATEGORY);

    private NoticeTable() {}

    /** Over JDBC, after the alerts were written. */
    public static void append(Connection transaction, List<AlertNotice> notices)
            throws SQLException {
        if (notices.isEmpty()) {
            return;
        }
        try (var statement = transaction.prepareStatement(APPEND.formatted("?"))) {
            statement.setString(1, rows(notices));
            int _ = statement.executeUpdate();
        }
    }

    /** The same in the transaction of Hibernate's session. */
    public static Uni<Integer> append(AlertNotice notice) {
        return Panache.getSession()
                .flatMap(session ->
                        session.createNativeQuery(APPEND.formatted(":notices"))
                                .setParameter("notices", rows(List.of(notice)))
                                .executeUpdate());
    }

    /** What waits for a channel that was switched off is not told any more. */
    public static void forget(Connection transaction, long routeNumber) throws SQLException {
        change(transaction, "delete from alerting.notice where route_number = ?", routeNumber);
        change(
                transaction,
                """
                update alerting.delivery
                set state = 'spared', ended_at = now(), held = null, last_error = 'the channel was switched off'
                where route_number = ? and state = 'waiting' and event <> 'test'
                """,
                routeNumber);
    }

    /** Has looked at anew what a channel's quiet hours hold, when they have become others. */
    public static void release(Connection transaction, long routeNumber) throws SQLException {
        change(
                transaction,
                """
                update alerting.notice set due_at = now()
                where route_number = ? and held = 'quiet_hours' and due_at > now()
                """,
                routeNumber);
        DeliveryTable.releaseOfRoute(transaction, routeNumber);
    }

    private static void change(Connection transaction, String sql, long routeNumber)
            throws SQLException {
        try (var statement = transaction.prepareStatement(sql)) {
            statement.setLong(1, routeNumber);
            int _ = statement.executeUpdate();
        }
    }

    private static String rows(List<AlertNotice> notices) {
        var rows = new JsonArray();
        for (AlertNotice notice : notices) {
            rows.add(
                    new JsonObject()
                            .put("alert_id", notice.alert().alertId().toString())
                            .put("event", notice.type().code()));
        }
        return rows.encode();
    }
}
