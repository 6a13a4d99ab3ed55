package com.evaratech.local.testing;

import com.evaratech.local.testing.route.RouteCases.Asked;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** Dead letters as a consumer leaves them. */
public final class TestDeadLetters {

    private static final byte[] NO_ENTRY = {1, 2, 3};

    private TestDeadLetters() {}

    /**
     * Leaves one.
     *
     * @param group of consumers that refused it
     * @param content the entry's bytes
     * @return its number
     */
    public static long bury(String schema, String group, byte[] content) {
        var sql =
                """
                insert into %s.dead_letter
                    (consumer, partition, generation, entry_ms, entry_seq, reason, detail, content, noticed_at)
                values (?, 0, gen_random_uuid()::text, 1, 0, 'refused_by_database', 'played', ?, now())
                returning number
                """
                        .formatted(schema);
        try (var owner = EvaraServers.connectAsOwner(schema);
                var insert = owner.prepareStatement(sql)) {
            insert.setString(1, group);
            insert.setBytes(2, content);
            try (var row = insert.executeQuery()) {
                if (!row.next()) {
                    throw new IllegalStateException("PostgreSQL inserts what it is told to");
                }
                return row.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** A request for each row of a service's dead letters, each for a letter of its own. */
    public static Map<String, Asked> requests(String schema) {
        String list = "/api/v1/dead-letters/" + schema;
        Map<String, Asked> requests = new HashMap<>();
        requests.put("GET " + list, Asked.anybodys(list));
        for (var method : new String[] {"GET ", "DELETE "}) {
            requests.put(method + list + "/{number}", Asked.anybodys(path(list, schema)));
        }
        requests.put(
                "POST " + list + "/{number}/replay",
                Asked.anybodys(path(list, schema) + "/replay"));
        return requests;
    }

    private static String path(String list, String schema) {
        // Of a group that nobody is: it stays, whoever wants it to be tried again.
        return list + "/" + bury(schema, "nobody", NO_ENTRY);
    }
}
