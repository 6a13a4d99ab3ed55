package com.evaratech.node.groups;

import com.evaratech.common.problem.FieldError;
import com.evaratech.common.problem.InvalidRequest;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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
            order by m.node_number, g.name collate "C"
            """;

    /**
     * The names of a node's groups, {@code n}'s, as an array. Each is looked up by its key: of a
     * join the planner may make a walk through all groups for every node.
     */
    public static final String ARRAY =
            "array(select g.name from (select (select g.name collate \"C\""
                    + " from registry.node_group g where g.number = m.group_number) as name"
                    + " from registry.node_group_member m where m.node_number = n.number) g"
                    + " order by g.name)";

    /** A node's groups, {@code n}'s, in one text; to be formatted with what parts them. */
    public static final String JOINED =
            """
            (select string_agg(g.name, '%s' order by g.name collate "C")
                from registry.node_group_member m
                join registry.node_group g on g.number = m.group_number
                where m.node_number = n.number)
            """;

    private static final String JOIN =
            """
            with joined as (
                insert into registry.node_group_member (group_number, node_number)
                select g.number, :node
                from registry.node_group g
                where g.community_id = :community
                    and g.name = any(string_to_array(:names, :end))
                returning group_number)
            select g.name from joined join registry.node_group g on g.number = joined.group_number
            """;

    // No text that is accepted has a control character.
    private static final String END = "\u001f";

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

    /**
     * Puts a new node into groups of its community, in the transaction that registers it.
     *
     * @throws InvalidRequest naming the groups that are not there
     */
    @WithTransaction
    public Uni<Void> join(long node, UUID community, List<String> names) {
        if (names.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(JOIN, String.class)
                                .setParameter("node", node)
                                .setParameter("community", community)
                                .setParameter("names", String.join(END, names))
                                .setParameter("end", END)
                                .getResultList())
                .invoke(joined -> {
                    var unknown =
                            names.stream()
                                    .filter(name -> !joined.contains(name))
                                    .map(NodeGroups::unknown)
                                    .toList();
                    if (!unknown.isEmpty()) {
                        throw new InvalidRequest(unknown);
                    }
                })
                .replaceWithVoid();
    }

    /** What to say of a name that no group of the node's community has. */
    public static FieldError unknown(String name) {
        return FieldError.of("groups", name, "the name of a group of the community");
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
