package com.evaratech.node.groups;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The groups that nodes are in, for the room of nodes. */
@ApplicationScoped
public class NodeGroups {

    /**
     * A condition on nodes, {@code n}: that they are in the group whose id takes the parameter's
     * place. Its nodes come in the order of their numbers, as a page wants them.
     */
    public static final String IN_GROUP =
            """
            n.number in (
                select m.node_number from registry.node_group_member m
                where m.group_number = (select g.number from registry.node_group g where g.group_id = {}))
            """;

    private static final String NAMES =
            """
            select m.node_number, g.name
            from registry.node_group_member m
            join registry.node_group g on g.number = m.group_number
            where m.node_number = any(cast(string_to_array(:nodes, ',') as bigint[]))
            order by m.node_number, g.name
            """;

    /**
     * The names of the groups of nodes, by the nodes' numbers; those that are in none are left out.
     * Whoever sees a node may know its groups.
     */
    @WithSession
    public Uni<Map<Long, List<String>>> names(Collection<Long> nodes) {
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(NAMES, Object[].class)
                                .setParameter(
                                        "nodes",
                                        nodes.stream()
                                                .map(Object::toString)
                                                .collect(Collectors.joining(",")))
                                .getResultList())
                .map(NodeGroups::byNode);
    }

    private static Map<Long, List<String>> byNode(List<Object[]> rows) {
        var names = new HashMap<Long, List<String>>();
        for (Object[] row : rows) {
            names.computeIfAbsent(((Number) row[0]).longValue(), node -> new ArrayList<>())
                    .add((String) row[1]);
        }
        return names;
    }
}
