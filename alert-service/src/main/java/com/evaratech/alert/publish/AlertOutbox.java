package com.evaratech.alert.publish;

import com.evaratech.alert.alerts.AlertNotice;
import com.evaratech.common.alerting.AlertJson;
import com.evaratech.common.outbox.CausedChange;
import com.evaratech.common.outbox.OutboxAppend;
import com.evaratech.common.outbox.OutboxChange;
import com.evaratech.common.trace.Traceparent;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Appends what is to be told of alerts to the transaction that changed them. */
public final class AlertOutbox {

    static final String SCHEMA = "alerting";

    private static final String KIND = "alert.";
    private static final OutboxAppend APPEND = new OutboxAppend(SCHEMA);

    private AlertOutbox() {}

    /** The last of the statements that the transaction's author has. */
    public static void append(Connection transaction, List<AlertNotice> notices)
            throws SQLException {
        if (!notices.isEmpty()) {
            APPEND.appendCaused(transaction, notices.stream().map(AlertOutbox::change).toList());
        }
    }

    /** The same for the transaction of Hibernate's session; the cause is what runs now. */
    public static Uni<Void> append(AlertNotice notice) {
        return Panache.getSession()
                .flatMap(session ->
                        session.createNativeQuery(APPEND.sql(), Long.class)
                                .setParameter(
                                        OutboxAppend.EVENTS,
                                        OutboxAppend.events(List.of(event(notice))))
                                .setParameter(OutboxAppend.TRACEPARENT, Traceparent.current())
                                .getSingleResult())
                .replaceWithVoid();
    }

    private static CausedChange change(AlertNotice notice) {
        return new CausedChange(event(notice), notice.traceparent());
    }

    private static OutboxChange event(AlertNotice notice) {
        return new OutboxChange(
                KIND + notice.type().code(),
                notice.alert().alertId().toString(),
                AlertJson.write(notice.type(), notice.alert()));
    }
}
