package com.evaratech.node.groups;

import com.evaratech.common.access.Scope;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Which nodes are in which groups, by set: one statement each, however many they are. Lists go to
 * the database as one text, since a native query of Hibernate binds no arrays of ids.
 */
@ApplicationScoped
class GroupMembers {

    private static final String COUNT =
            """
            select m.group_number, count(*)
            from registry.node_group_member m
            where m.group_number = any(cast(string_to_array(:groups, ',') as bigint[]))
            group by m.group_number
            """;

    private static final String COUNT_OF_CUSTOMER =
            """
            select m.group_number, count(*)
            from registry.node_group_member m
            join registry.node n on n.number = m.node_number
            where m.group_number = any(cast(string_to_array(:groups, ',') as bigint[])) and n.customer_id = :customer
            group by m.group_number
            """;

    private static final String COMMUNITIES =
            """
            select n.node_id, n.community_id
            from registry.node n
            where n.node_id = any(cast(string_to_array(:ids, ',') as uuid[]))
            """;

    // The community again: whoever is added is of the group's, whatever was asked before.
    private static final String ADD =
            """
            with added as (
                insert into registry.node_group_member (group_number, node_number)
                select g.number, n.number
                from registry.node_group g
                join registry.node n on n.community_id = g.community_id
                where g.number = :group and n.node_id = any(cast(string_to_array(:ids, ',') as uuid[]))
                on conflict do nothing
                returning node_number)
            select n.node_id from added join registry.node n on n.number = added.node_number
            order by n.number
            """;

    private static final String REMOVE =
            """
            with removed as (
                delete from registry.node_group_member m
                using registry.node n
                where m.group_number = :group and n.number = m.node_number
                    and n.node_id = any(cast(string_to_array(:ids, ',') as uuid[]))
                returning n.number, n.node_id)
            select node_id from removed order by number
            """;

    private static final String IDS = "ids";
    private static final String GROUP = "group";

    /** How many nodes of these groups somebody sees; of those that are not in the map, none. */
    @WithSession
    Uni<Map<Long, Long>> count(Scope scope, Collection<Long> groups) {
        return Panache.getSession()
                .chain(session -> {
                    var isOfCustomer = scope instanceof Scope.OfCustomer;
                    var query =
                            session.createNativeQuery(
                                            isOfCustomer ? COUNT_OF_CUSTOMER : COUNT,
                                            Object[].class)
                                    .setParameter("groups", text(groups));
                    if (isOfCustomer) {
                        query.setParameter("customer", scope.id().orElseThrow());
                    }
                    return query.getResultList();
                })
                .map(GroupMembers::counts);
    }

    /** The communities of those of these nodes that are in the scope. */
    @WithSession
    Uni<Map<UUID, UUID>> communities(Scope scope, Collection<UUID> nodes) {
        var column = scope.column();
        var sql = COMMUNITIES + column.map(" and n.%s = :scope"::formatted).orElse("");
        return Panache.getSession()
                .chain(session -> {
                    var query =
                            session.createNativeQuery(sql, Object[].class)
                                    .setParameter(IDS, text(nodes));
                    scope.id().ifPresent(id -> query.setParameter("scope", id));
                    return query.getResultList();
                })
                .map(rows ->
                        rows.stream()
                                .collect(
                                        Collectors.toMap(
                                                row -> (UUID) row[0], row -> (UUID) row[1])));
    }

    /** Those that were not in it before. */
    @WithTransaction
    Uni<List<UUID>> add(long group, List<UUID> nodes) {
        return change(ADD, group, nodes);
    }

    /** Those that were in it. */
    @WithTransaction
    Uni<List<UUID>> remove(long group, List<UUID> nodes) {
        return change(REMOVE, group, nodes);
    }

    private static Uni<List<UUID>> change(String sql, long group, List<UUID> nodes) {
        if (nodes.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(sql, UUID.class)
                                .setParameter(GROUP, group)
                                .setParameter(IDS, text(nodes))
                                .getResultList());
    }

    private static Map<Long, Long> counts(List<Object[]> rows) {
        var counts = new HashMap<Long, Long>();
        for (Object[] row : rows) {
            counts.put(((Number) row[0]).longValue(), ((Number) row[1]).longValue());
        }
        return counts;
    }

    private static String text(Collection<?> ids) {
        return ids.stream().map(Object::toString).collect(Collectors.joining(","));
    }
}
