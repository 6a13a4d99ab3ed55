package com.evaratech.alert.people;

import com.evaratech.alert.people.PersonAudit.Subject;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The end of what belonged to somebody, or was about something, that is no more. */
final class Departures {

    // In the audit, what no person did.
    private static final String ACTOR = "directory";

    private static final String CHANNELS =
            """
            select r.id, r.kind, r.enabled, r.version
            from alerting.route r join alerting.person p on p.subject = r.owner
            where p.subject = any(?)
            order by r.number
            for no key update
            """;

    private static final String REMOVE = "delete from alerting.person where subject = any(?)";

    private static final String PLACES =
            """
            select distinct community_id, node_id from alerting.subscription
            where community_id is not null or node_id is not null
            """;

    private static final String FORGET =
            """
            delete from alerting.subscription s using alerting.route r
            where r.number = s.route_number and (s.community_id = any(?) or s.node_id = any(?))
            returning s.id, r.id, s.least_severity, s.version
            """;

    /** What a subscription may be about. */
    enum Place {
        COMMUNITY,
        NODE
    }

    private Departures() {}

    /** Removes people with their channels and all that goes with those; how many. */
    static int remove(Connection transaction, Set<String> subjects) throws SQLException {
        if (subjects.isEmpty()) {
            return 0;
        }
        ChannelTable.limit(transaction);
        var asked = transaction.createArrayOf("text", subjects.toArray());
        try (var channels = transaction.prepareStatement(CHANNELS);
                var remove = transaction.prepareStatement(REMOVE)) {
            channels.setArray(1, asked);
            try (var rows = channels.executeQuery()) {
                while (rows.next()) {
                    PersonAudit.removed(
                            transaction,
                            ACTOR,
                            Subject.CHANNEL,
                            rows.getObject(1, UUID.class),
                            new JsonObject()
                                    .put("kind", rows.getString(2))
                                    .put("enabled", rows.getBoolean(3))
                                    .put("version", rows.getLong(4)));
                }
            }
            remove.setArray(1, asked);
            return remove.executeUpdate();
        }
    }

    /** Whatever is subscribed to, by its id. */
    static Map<UUID, Place> places(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(PLACES);
                var rows = statement.executeQuery()) {
            Map<UUID, Place> places = new HashMap<>();
            while (rows.next()) {
                UUID community = rows.getObject(1, UUID.class);
                if (community == null) {
                    var _ = places.put(rows.getObject(2, UUID.class), Place.NODE);
                } else {
                    var _ = places.put(community, Place.COMMUNITY);
                }
            }
            return places;
        }
    }

    /** Removes the subscriptions to these communities and nodes; how many. */
    static int forget(Connection transaction, Set<UUID> gone) throws SQLException {
        if (gone.isEmpty()) {
            return 0;
        }
        var asked = transaction.createArrayOf("uuid", gone.toArray());
        int removed = 0;
        try (var statement = transaction.prepareStatement(FORGET)) {
            statement.setArray(1, asked);
            statement.setArray(2, asked);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    PersonAudit.removed(
                            transaction,
                            ACTOR,
                            Subject.SUBSCRIPTION,
                            rows.getObject(1, UUID.class),
                            new JsonObject()
                                    .put("channel_id", rows.getString(2))
                                    .put("least_severity", rows.getString(3))
                                    .put("version", rows.getLong(4)));
                    removed++;
                }
            }
        }
        return removed;
    }
}
