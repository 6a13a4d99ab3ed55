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

/**
 * Writes deliveries in the transaction of what they tell: one for each route of the alert's
 * community that wants it.
 */
public final class DeliveryTable {

    private static final String APPEND =
            """
            insert into alerting.delivery
                (route_number, distributor_id, community_id, alert_number, event, body, due_at, created_at)
            select r.number, r.distributor_id, r.community_id, a.number, told.event, told.body, now(), now()
            from rows from (json_to_recordset(cast(cast(%s as text) as json))
                    as (alert_id uuid, event text, severity text, body text))
                with ordinality as told (alert_id, event, severity, body, place)
            join alerting.alert a on a.id = told.alert_id
            join alerting.route r on r.community_id = a.community_id and r.enabled
                and array_position(array['info', 'warning', 'critical'], told.severity)
                    >= array_position(array['info', 'warning', 'critical'], r.least_severity)
            order by told.place, r.number
            """;

    private DeliveryTable() {}

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
