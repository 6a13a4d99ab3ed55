package com.evaratech.node.groups;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** As {@link NodeGroups}, for many nodes at once and for code that speaks JDBC. */
@Singleton
public class ManyGroups {

    private static final String FIND =
            """
            select community_id, name, number from registry.node_group
            where community_id = any(?) and name = any(?)
            order by number
            for key share
            """;

    private static final String JOIN =
            """
            insert into registry.node_group_member (group_number, node_number)
            select * from unnest(?::bigint[], ?::bigint[])
            """;

    /** A group's name in its community. */
    private record Name(UUID community, String name) {}

    /** A node and a group that it is put into, by their numbers. */
    public record Membership(long group, long node) {}

    /** Groups that were asked for and are there. */
    public static final class Found {

        private final Map<Name, Long> numbers;

        private Found(Map<Name, Long> numbers) {
            this.numbers = numbers;
        }

        /** The number of the group; empty when the community has none of that name. */
        public Optional<Long> numberOf(UUID community, String name) {
            return Optional.ofNullable(numbers.get(new Name(community, name)));
        }
    }

    /**
     * The groups of these communities that have one of these names. They stay until the transaction
     * ends.
     */
    public Found find(Connection connection, Collection<UUID> communities, Collection<String> names)
            throws SQLException {
        var numbers = new HashMap<Name, Long>();
        if (names.isEmpty()) {
            return new Found(numbers);
        }
        try (var statement = connection.prepareStatement(FIND)) {
            statement.setArray(1, connection.createArrayOf("uuid", communities.toArray()));
            statement.setArray(2, connection.createArrayOf("text", names.toArray()));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    var name = new Name(rows.getObject(1, UUID.class), rows.getString(2));
                    numbers.put(name, rows.getLong(3));
                }
            }
        }
        return new Found(numbers);
    }

    /** Puts new nodes into groups of their community. */
    public void join(Connection connection, List<Membership> memberships) throws SQLException {
        if (memberships.isEmpty()) {
            return;
        }
        try (var statement = connection.prepareStatement(JOIN)) {
            var groups = memberships.stream().map(Membership::group).toArray();
            var nodes = memberships.stream().map(Membership::node).toArray();
            statement.setArray(1, connection.createArrayOf("bigint", groups));
            statement.setArray(2, connection.createArrayOf("bigint", nodes));
            int _ = statement.executeUpdate();
        }
    }
}
