package com.evaratech.node.audit;

import com.evaratech.common.stream.StreamId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;

/**
 * Which events are in the audit. The place in the stream alone does not tell: after the bus lost
 * its newest entries it is read from its beginning, and the door tells an event twice when the bus
 * broke off.
 */
final class SeenSignIns {

    private SeenSignIns() {}

    /** Takes note of an event; whether it was not noted before. */
    static boolean isNew(Connection transaction, UUID event, StreamId entry) throws SQLException {
        try (var statement =
                transaction.prepareStatement(
                        """
                        insert into registry.sign_in_seen (event_id, entry_ms) values (?, ?)
                        on conflict do nothing
                        """)) {
            statement.setObject(1, event);
            statement.setLong(2, entry.millis());
            return statement.executeUpdate() == 1;
        }
    }

    /** Forgets what came before a moment of the stream's clock. */
    static void forgetBefore(Connection transaction, long entryMillis) throws SQLException {
        try (var statement =
                transaction.prepareStatement(
                        "delete from registry.sign_in_seen where entry_ms < ?")) {
            statement.setLong(1, entryMillis);
            int _ = statement.executeUpdate();
        }
    }
}
