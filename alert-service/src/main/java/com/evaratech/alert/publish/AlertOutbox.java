package com.evaratech.alert.publish;

import com.evaratech.alert.alerts.AlertNotice;
import com.evaratech.common.alerting.AlertJson;
import com.evaratech.common.outbox.CausedChange;
import com.evaratech.common.outbox.OutboxAppend;
import com.evaratech.common.outbox.OutboxChange;
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

    private static CausedChange change(AlertNotice notice) {
        return new CausedChange(
                new OutboxChange(
                        KIND + notice.type().code(),
                        notice.alert().alertId().toString(),
                        AlertJson.write(notice.type(), notice.alert())),
                notice.traceparent());
    }
}
