package com.evaratech.node.nodes;

import com.evaratech.node.nodes.ImportPlan.Planned;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Rows of nodes, many with each statement. */
@Singleton
class NodeRows {

    // The arrays' order is the rows': sorted there, rows of this width would be put aside on the
    // disk.
    private static final String INSERT =
            """
            insert into registry.node (%s)
            select %s
            from unnest(%s) as r (%s)
            """
                    .formatted(
                            NodeColumn.names(),
                            NodeColumn.values(),
                            NodeColumn.parameters(),
                            NodeColumn.names());

    private static final String RETURNING = "returning node_id, number";

    /** A row that is there already is passed over, and told by not being returned. */
    private static final String PASSING_OVER =
            "on conflict on constraint node_key_taken do nothing ";

    private static final String UNIQUE_VIOLATION = "23505";

    // Each key is looked up by its index. Of a join the planner makes a walk through the nodes of
    // all tenants, which takes longer the more of them there are.
    static final String TAKEN =
            """
            select w.community_id || '/' || w.key
            from unnest(?::uuid[], ?::text[]) as w (community_id, key)
            where (select true from registry.node n where n.community_id = w.community_id and n.key = w.key)
            """;

    private static final String COUNT =
            """
            select customer_id, count(*) from registry.node
            where customer_id = any(?)
            group by customer_id
            """;

    // In one order whatever the file's is: two imports of the same keys wait for one another, but
    // never both.
    private static final Comparator<Planned> ORDER =
            Comparator.<Planned, UUID>comparing(row -> row.node().communityId())
                    .thenComparing(row -> row.node().key());

    /**
     * Inserts those whose keys are free. That they are was looked up before, so the statement that
     * passes nothing over, which costs less, comes first; it fails when somebody else was quicker.
     *
     * @return the numbers of those that were inserted, by id
     */
    Map<UUID, Long> insert(Connection connection, List<Planned> planned) throws SQLException {
        var sorted = planned.stream().sorted(ORDER).toList();
        var before = connection.setSavepoint();
        try {
            var numbers = insert(connection, sorted, INSERT + RETURNING);
            connection.releaseSavepoint(before);
            return numbers;
        } catch (SQLException e) {
            if (!UNIQUE_VIOLATION.equals(e.getSQLState())) {
                throw e;
            }
            connection.rollback(before);
            return insert(connection, sorted, INSERT + PASSING_OVER + RETURNING);
        }
    }

    private static Map<UUID, Long> insert(Connection connection, List<Planned> planned, String sql)
            throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            int place = 1;
            for (NodeColumn column : NodeColumn.ALL) {
                statement.setArray(place, column.array(connection, planned));
                place++;
            }
            var numbers = new HashMap<UUID, Long>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    numbers.put(rows.getObject(1, UUID.class), rows.getLong(2));
                }
            }
            return numbers;
        }
    }

    /** The keys of these nodes that are in use, as {@link ImportPlan#keyText}. */
    Set<String> findTaken(Connection connection, List<Node> nodes) throws SQLException {
        try (var statement = connection.prepareStatement(TAKEN)) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "uuid", nodes.stream().map(Node::communityId).toArray()));
            statement.setArray(
                    2, connection.createArrayOf("text", nodes.stream().map(Node::key).toArray()));
            var taken = new HashSet<String>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    taken.add(rows.getString(1));
                }
            }
            return taken;
        }
    }

    /** How many nodes these customers have. */
    Map<UUID, Long> countOf(Connection connection, Collection<UUID> customers) throws SQLException {
        try (var statement = connection.prepareStatement(COUNT)) {
            statement.setArray(1, connection.createArrayOf("uuid", customers.toArray()));
            var counts = new HashMap<UUID, Long>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    counts.put(rows.getObject(1, UUID.class), rows.getLong(2));
                }
            }
            return counts;
        }
    }
}
