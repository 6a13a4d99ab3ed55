package com.evaratech.alert.tenants;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * What alert-service has of communities, besides alerts: rules, receivers and silences. Reads and
 * removes rows of other rooms, which all end at once. Rules of single nodes end with those, after
 * their export.
 */
final class CommunityThings {

    private static final String OWNERS =
            """
            select community_id from alerting.rule
            union
            select community_id from alerting.route where community_id is not null
            union
            select community_id from alerting.silence
            """;

    // One statement each: what is removed, and that it was, in one form with what people remove. A
    // receiver's address may open something by itself, as its secret does.
    private static final List<String> REMOVALS =
            List.of(
                    removal("rule", "and t.node_id is null", "number"),
                    removal("route", "", "number", "secret", "url", "host"),
                    removal("silence", "", "number"));

    private CommunityThings() {}

    private static String removal(String table, String condition, String... unsaid) {
        return """
        with gone as (
            delete from alerting.%1$s t where t.community_id = any(?) %2$s returning t.*
        )
        insert into alerting.audit
            (at, actor, action, subject_type, subject_id, before, distributor_id, community_id)
        select now(), 'directory', 'removed', '%1$s', g.id::text, to_jsonb(g) - '{%3$s}'::text[],
               g.distributor_id, g.community_id
        from gone g
        order by g.number
        """
                .formatted(table, condition, String.join(",", unsaid));
    }

    /** The communities of which there is something. */
    static Set<UUID> owners(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(OWNERS);
                var rows = statement.executeQuery()) {
            Set<UUID> owners = new HashSet<>();
            while (rows.next()) {
                boolean _ = owners.add(rows.getObject(1, UUID.class));
            }
            return owners;
        }
    }

    /** Removes all that there is of these communities; how many things. */
    static int remove(Connection transaction, Set<UUID> gone) throws SQLException {
        var asked = transaction.createArrayOf("uuid", gone.toArray());
        int removed = 0;
        for (String removal : REMOVALS) {
            try (var statement = transaction.prepareStatement(removal)) {
                statement.setArray(1, asked);
                removed += statement.executeUpdate();
            }
        }
        return removed;
    }
}
