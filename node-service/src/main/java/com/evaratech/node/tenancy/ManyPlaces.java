package com.evaratech.node.tenancy;

import com.evaratech.common.access.Scope;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** As {@link Places}, for many at once and for code that speaks JDBC. */
@Singleton
public class ManyPlaces {

    private static final String COMMUNITIES =
            """
            select community_id, distributor_id from registry.community
            where community_id = any(?)
            """;

    /**
     * What was found.
     *
     * @param distributors by community
     * @param communities by customer
     * @param maxNodes by customer
     */
    public record Found(
            Map<UUID, UUID> distributors,
            Map<UUID, UUID> communities,
            Map<UUID, Integer> maxNodes) {

        public Found {
            distributors = Map.copyOf(distributors);
            communities = Map.copyOf(communities);
            maxNodes = Map.copyOf(maxNodes);
        }

        /** Whose a community is; empty when it is not visible. */
        public Optional<UUID> distributorOf(UUID community) {
            return Optional.ofNullable(distributors.get(community));
        }

        /** Whether the customer is visible and one of the community. */
        public boolean isCustomerOf(UUID customer, UUID community) {
            return community.equals(communities.get(customer));
        }
    }

    /**
     * Those of the given ids that are in the scope. The customers' rows stay locked until the
     * transaction ends, so that their nodes are counted and added one at a time.
     */
    public Found find(
            Connection connection,
            Scope scope,
            Collection<UUID> communities,
            Collection<UUID> customers)
            throws SQLException {
        var distributors = new HashMap<UUID, UUID>();
        var communityOf = new HashMap<UUID, UUID>();
        var maxNodes = new HashMap<UUID, Integer>();
        try (var statement = prepare(connection, COMMUNITIES + within(scope), scope, communities);
                var rows = statement.executeQuery()) {
            while (rows.next()) {
                distributors.put(rows.getObject(1, UUID.class), rows.getObject(2, UUID.class));
            }
        }
        try (var statement = prepare(connection, customers(scope), scope, customers);
                var rows = statement.executeQuery()) {
            while (rows.next()) {
                communityOf.put(rows.getObject(1, UUID.class), rows.getObject(2, UUID.class));
                maxNodes.put(rows.getObject(1, UUID.class), rows.getInt(3));
            }
        }
        return new Found(distributors, communityOf, maxNodes);
    }

    /** In one order, so that two imports never wait for one another. */
    private static String customers(Scope scope) {
        return """
        select customer_id, community_id, max_nodes from registry.customer
        where customer_id = any(?)%s
        order by customer_id
        for update
        """
                .formatted(within(scope));
    }

    /**
     * Customers may add no nodes; what their scope would be of communities is nobody's question.
     */
    private static String within(Scope scope) {
        return scope.column().map(" and %s = ?"::formatted).orElse("");
    }

    private static PreparedStatement prepare(
            Connection connection, String sql, Scope scope, Collection<UUID> ids)
            throws SQLException {
        var statement = connection.prepareStatement(sql);
        try {
            statement.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
            if (scope.id().isPresent()) {
                statement.setObject(2, scope.id().get());
            }
            return statement;
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }
}
