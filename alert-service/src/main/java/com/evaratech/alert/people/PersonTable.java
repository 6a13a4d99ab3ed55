package com.evaratech.alert.people;

import com.evaratech.common.access.Scope;
import com.evaratech.common.directory.Profile;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What is known of people who have channels, so that the statement which notes alerts for them can
 * ask who sees what. It follows the directory, which is asked again before anything is sent.
 */
final class PersonTable {

    // Locks the row: nobody adds anything else for this person meanwhile. What a request knows of
    // somebody may be older than what was followed since, and overwrites nothing.
    private static final String ENTER =
            """
            insert into alerting.person as person (subject, distributor_id, community_id, customer_id, active)
            values (?, ?, ?, ?, true)
            on conflict (subject) do update set active = person.active
            """;

    // Locked one after the other, in the same order by all who do so.
    private static final String FOLLOW =
            """
            with known as materialized (
                select * from json_to_recordset(?::json) as known
                    (subject text, distributor_id uuid, community_id uuid, customer_id uuid, active boolean)),
            others as materialized (
                select person.subject from known
                join alerting.person person on person.subject = known.subject
                where (person.distributor_id, person.community_id, person.customer_id, person.active)
                    is distinct from (known.distributor_id, known.community_id, known.customer_id, known.active)
                order by person.subject
                for no key update of person)
            update alerting.person person
            set distributor_id = known.distributor_id, community_id = known.community_id,
                customer_id = known.customer_id, active = known.active
            from known join others on others.subject = known.subject
            where person.subject = known.subject
            """;

    private static final String AMONG =
            "select subject from alerting.person where subject = any(?)";

    private PersonTable() {}

    /**
     * Somebody is about to keep something, and is there and active now; {@link PeopleUpkeep} looks
     * at them when it is kept.
     */
    static void enter(Connection transaction, String subject, Scope scope) throws SQLException {
        try (var statement = transaction.prepareStatement(ENTER)) {
            statement.setString(1, subject);
            statement.setObject(2, scope instanceof Scope.OfDistributor(UUID id) ? id : null);
            statement.setObject(3, scope instanceof Scope.OfCommunity(UUID id) ? id : null);
            statement.setObject(4, scope instanceof Scope.OfCustomer(UUID id, UUID _) ? id : null);
            int _ = statement.executeUpdate();
        }
    }

    /** All who have something. */
    static Set<String> all(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement("select subject from alerting.person");
                var rows = statement.executeQuery()) {
            Set<String> subjects = new HashSet<>();
            while (rows.next()) {
                boolean _ = subjects.add(rows.getString(1));
            }
            return subjects;
        }
    }

    /** Those of these who have something. */
    static Set<String> among(Connection connection, Set<String> asked) throws SQLException {
        try (var statement = connection.prepareStatement(AMONG)) {
            statement.setArray(1, connection.createArrayOf("text", asked.toArray()));
            try (var rows = statement.executeQuery()) {
                Set<String> subjects = new HashSet<>();
                while (rows.next()) {
                    boolean _ = subjects.add(rows.getString(1));
                }
                return subjects;
            }
        }
    }

    /** Notes what the directory says; returns of how many it is something else. */
    static int follow(Connection transaction, Map<String, Profile> profiles) throws SQLException {
        if (profiles.isEmpty()) {
            return 0;
        }
        var rows = new JsonArray();
        profiles.forEach((subject, profile) -> {
            var row = new JsonObject().put("subject", subject).put("active", profile.active());
            profile.scope()
                    .column()
                    .ifPresent(column ->
                            row.put(column, profile.scope().id().orElseThrow().toString()));
            rows.add(row);
        });
        try (var statement = transaction.prepareStatement(FOLLOW)) {
            statement.setString(1, rows.encode());
            return statement.executeUpdate();
        }
    }
}
