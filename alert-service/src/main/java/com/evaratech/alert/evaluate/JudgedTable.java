package com.evaratech.alert.evaluate;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;

/**
 * The table of how far each node's readings are judged by its rules: one row where every reading
 * would otherwise write as many states as there are rules.
 */
final class JudgedTable {

    private static final String LOAD =
            """
            select node_number, rule_numbers, evaluated_ms from alerting.node_judged where partition =
            """;

    private static final String WRITE =
            """
            insert into alerting.node_judged (node_number, partition, rule_numbers, evaluated_ms)
            select node_number, partition, rules::bigint[], evaluated::bigint[]
            from unnest(?::bigint[], ?::int[], ?::text[], ?::text[])
                as given (node_number, partition, rules, evaluated)
            on conflict (node_number) do update
            set partition = excluded.partition, rule_numbers = excluded.rule_numbers,
                evaluated_ms = excluded.evaluated_ms
            """;

    private static final String REMOVE =
            "delete from alerting.node_judged where node_number = any(?)";

    private JudgedTable() {}

    /** How far the nodes of a partition are judged. */
    static Judged load(Connection transaction, int partition) throws SQLException {
        var judged = new Judged();
        CopiedRow.each(
                transaction,
                LOAD + partition,
                row -> judged.put(row.number(), row.numbers(), row.numbers()));
        return judged;
    }

    /** Writes how far nodes are judged by the states there are; forgets those that have none. */
    static void write(Connection transaction, Set<JudgedNode> nodes, States states)
            throws SQLException {
        var judged = new ArrayList<JudgedNode>();
        var gone = new ArrayList<Long>();
        for (JudgedNode node : nodes) {
            if (states.ofNode(node.partition(), node.nodeNumber()).isEmpty()) {
                gone.add(node.nodeNumber());
            } else {
                judged.add(node);
            }
        }
        if (!judged.isEmpty()) {
            put(transaction, judged, states);
        }
        if (!gone.isEmpty()) {
            try (var statement = transaction.prepareStatement(REMOVE)) {
                statement.setArray(1, transaction.createArrayOf("bigint", gone.toArray()));
                int _ = statement.executeUpdate();
            }
        }
    }

    private static void put(Connection transaction, List<JudgedNode> nodes, States states)
            throws SQLException {
        String[] rules = new String[nodes.size()];
        String[] evaluated = new String[nodes.size()];
        for (int place = 0; place < rules.length; place++) {
            JudgedNode node = nodes.get(place);
            NodeStates held = states.ofNode(node.partition(), node.nodeNumber());
            rules[place] = literal(held.rules());
            evaluated[place] = literal(held.evaluatedMillis());
        }
        var arrays = transaction.unwrap(PGConnection.class);
        try (var statement = transaction.prepareStatement(WRITE)) {
            statement.setArray(
                    1,
                    arrays.createArrayOf(
                            "bigint", nodes.stream().mapToLong(JudgedNode::nodeNumber).toArray()));
            statement.setArray(
                    2,
                    arrays.createArrayOf(
                            "int", nodes.stream().mapToInt(JudgedNode::partition).toArray()));
            statement.setArray(3, transaction.createArrayOf("text", rules));
            statement.setArray(4, transaction.createArrayOf("text", evaluated));
            int _ = statement.executeUpdate();
        }
    }

    /** As PostgreSQL writes arrays of numbers. */
    private static String literal(long[] numbers) {
        return Arrays.stream(numbers)
                .mapToObj(Long::toString)
                .collect(Collectors.joining(",", "{", "}"));
    }
}
