package com.evaratech.alert.deliveries;

import com.evaratech.alert.alerts.AlertNotice;
import com.evaratech.common.alerting.AlertFacts;
import com.evaratech.common.alerting.AlertJson;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/**
 * Writes deliveries in the transaction of what they tell: one for each route of the alert's
 * community that wants it.
 */
public final class DeliveryTable {

    /** Whether a route, {@code r} of a query, is told of an alert, {@code a}, as it is now. */
    static final String IS_ABOUT =
            """
            (r.category is null or r.category = a.category)
                and (r.node_id is null or r.node_id = a.node_id)
                and (r.rule_id is null or r.rule_id = a.rule_id)
            """;

    // Who is called for help when nobody comes hears of the end only when it was called. The time
    // in
    // which it is tried begins when it is due.
    private static final String APPEND =
            """
            insert into alerting.delivery
                (route_number, distributor_id, community_id, alert_number, event, body, due_at, tried_from,
                    created_at)
            select r.number, r.distributor_id, r.community_id, a.number, told.event, told.body,
                due.due_at, due.due_at, now()
            from rows from (json_to_recordset(cast(cast(%s as text) as json))
                    as (alert_id uuid, event text, severity text, body text))
                with ordinality as told (alert_id, event, severity, body, place)
            join alerting.alert a on a.id = told.alert_id
            join alerting.route r on r.community_id = a.community_id and r.enabled
                and array_position(array['info', 'warning', 'critical'], told.severity)
                    >= array_position(array['info', 'warning', 'critical'], r.least_severity)
                and %s
            cross join lateral (
                select now() + r.group_seconds * interval '1 second'
                    + case told.event when 'opened' then r.after_minutes else 0 end * interval '1 minute'
                    as due_at) due
            where told.event = 'opened' or r.after_minutes = 0 or exists (
                select from alerting.delivery begun
                where begun.alert_number = a.number and begun.route_number = r.number
                    and begun.event = 'opened' and begun.state <> 'spared')
            order by told.place, r.number
            """
                    .formatted("%s", IS_ABOUT);

    private static final String RELEASE_SILENCED =
            """
            update alerting.delivery
            set due_at = now(), tried_from = now(), written_by = pg_current_xact_id()
            where community_id = :community and state = 'waiting' and held = 'silence' and due_at > now()
            """;

    private static final String RELEASE_ROUTE =
            """
            update alerting.delivery
            set due_at = now(), tried_from = now(), written_by = pg_current_xact_id()
            where route_number = %s and state = 'waiting' and held in ('quiet_hours', 'cooldown')
                and due_at > now()
            """;

    // A statement of its own: what another kept before it got the lock is seen only by the next.
    private static final String LOCK =
            "select count(*) from (select %s) locked".formatted(Withholding.CHANGE_LOCK);

    private DeliveryTable() {}

    /**
     * Has looked at anew what silences of a community hold, in the transaction of Hibernate's
     * session that has ended one.
     */
    public static Uni<Integer> releaseSilenced(UUID communityId) {
        return release(RELEASE_SILENCED, "community", communityId);
    }

    /** The same of what a route's quiet hours and cooldown hold, when they have become others. */
    public static Uni<Integer> releaseOfRoute(long routeNumber) {
        return release(RELEASE_ROUTE.formatted(":route"), "route", routeNumber);
    }

    /** The same over JDBC. */
    public static void releaseOfRoute(Connection transaction, long routeNumber)
            throws SQLException {
        try (var lock = transaction.createStatement()) {
            boolean _ = lock.execute(LOCK);
        }
        try (var release = transaction.prepareStatement(RELEASE_ROUTE.formatted("?"))) {
            release.setLong(1, routeNumber);
            int _ = release.executeUpdate();
        }
    }

    private static Uni<Integer> release(String update, String name, Object value) {
        return Panache.getSession()
                .flatMap(session ->
                        session.createNativeQuery(LOCK, Long.class)
                                .getSingleResult()
                                .flatMap(_ ->
                                        session.createNativeQuery(update)
                                                .setParameter(name, value)
                                                .executeUpdate()));
    }

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

    private static String rows(List<AlertNotice> notices) {
        var rows = new JsonArray();
        for (AlertNotice notice : notices) {
            AlertFacts alert = notice.alert();
            rows.add(
                    new JsonObject()
                            .put("alert_id", alert.alertId().toString())
                            .put("event", notice.type().code())
                            .put("severity", alert.severity())
                            .put("body", AlertJson.write(notice.type(), alert)));
        }
        return rows.encode();
    }
}
