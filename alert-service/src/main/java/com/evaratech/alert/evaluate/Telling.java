package com.evaratech.alert.evaluate;

import com.evaratech.alert.alerts.AlertNotice;
import com.evaratech.alert.deliveries.DeliverySender;
import com.evaratech.alert.deliveries.DeliveryTable;
import com.evaratech.alert.notices.NoticeMessages;
import com.evaratech.alert.notices.NoticeTable;
import com.evaratech.alert.publish.AlertOutbox;
import com.evaratech.alert.publish.AlertRelay;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Whom a round's openings and ends are told: receivers outside, people who subscribed, and the
 * other services.
 */
@Singleton
class Telling {

    private final TransitionSpans spans;
    private final AlertRelay relay;
    private final DeliverySender sender;
    private final NoticeMessages messages;

    Telling(
            TransitionSpans spans,
            AlertRelay relay,
            DeliverySender sender,
            NoticeMessages messages) {
        this.spans = spans;
        this.relay = relay;
        this.sender = sender;
        this.messages = messages;
    }

    /** The last of a round's statements. */
    void write(Connection transaction, List<AlertNotice> notices) throws SQLException {
        DeliveryTable.append(transaction, notices);
        NoticeTable.append(transaction, notices);
        AlertOutbox.append(transaction, spans.show(notices));
    }

    /** They are committed: whoever tells them is to do so now. */
    void soon() {
        relay.soon();
        sender.soon();
        messages.soon();
    }
}
