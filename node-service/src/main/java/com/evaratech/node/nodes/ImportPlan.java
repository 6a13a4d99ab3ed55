package com.evaratech.node.nodes;

import com.evaratech.common.access.Placement;
import com.evaratech.common.problem.FieldError;
import com.evaratech.common.problem.InvalidRequest;
import com.evaratech.node.groups.ManyGroups;
import com.evaratech.node.groups.NodeGroups;
import com.evaratech.node.tenancy.ManyPlaces;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Judges the rows of an import one after the other: each has the first thing said against it that
 * holds. No database is asked here; what it knows comes in.
 */
final class ImportPlan {

    /** A row that nothing is said against. */
    record Planned(int line, Node node, Placement placement) {}

    private record Key(UUID communityId, String key) {}

    private final Map<Integer, List<FieldError>> errors = new TreeMap<>();
    private final List<Planned> planned = new ArrayList<>();
    private final List<NodeAt> accepted = new ArrayList<>();

    private record NodeAt(int line, Node node) {}

    /** Judges what each row says by itself, and keys that come twice. */
    ImportPlan(List<WishRow> rows, Instant now) {
        var lineOf = new HashMap<Key, Integer>();
        for (WishRow row : rows) {
            var wish = row.wish();
            if (!row.errors().isEmpty() || wish == null) {
                refuse(row.line(), row.errors());
                continue;
            }
            try {
                var node = NodeRules.accept(wish, UUID.randomUUID(), now);
                var first = lineOf.putIfAbsent(new Key(node.communityId(), node.key()), row.line());
                if (first == null) {
                    accepted.add(new NodeAt(row.line(), node));
                } else {
                    refuse(
                            row.line(),
                            FieldError.of("key", node.key(), "a key that is not in line " + first));
                }
            } catch (InvalidRequest e) {
                refuse(row.line(), e.errors().stream().map(ImportPlan::byColumn).toList());
            }
        }
    }

    /** The communities that rows ask for. */
    Set<UUID> communities() {
        return accepted.stream().map(at -> at.node().communityId()).collect(Collectors.toSet());
    }

    /** The customers that rows ask for. */
    Set<UUID> customers() {
        return accepted.stream()
                .map(at -> at.node().customerId())
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    /** The names of groups that rows ask for. */
    Set<String> groups() {
        return accepted.stream()
                .flatMap(at -> at.node().groups().stream())
                .collect(Collectors.toSet());
    }

    /** The nodes that nothing was said against until now. */
    List<Node> nodes() {
        return accepted.stream().map(NodeAt::node).toList();
    }

    /**
     * Judges by what is there already.
     *
     * @param places those of the communities and customers that the author sees
     * @param taken keys in use, as {@link #keyText}
     * @param groups those of the communities that have the names
     * @param nodesOf how many nodes a customer has
     */
    void judge(
            ManyPlaces.Found places,
            Set<String> taken,
            ManyGroups.Found groups,
            Map<UUID, Long> nodesOf) {
        var left = new HashMap<UUID, Long>();
        places.maxNodes()
                .forEach((customer, most) ->
                        left.put(customer, most - nodesOf.getOrDefault(customer, 0L)));
        for (NodeAt at : accepted) {
            var node = at.node();
            var distributor = places.distributorOf(node.communityId());
            if (distributor.isEmpty()) {
                refuse(
                        at.line(),
                        FieldError.of("community_id", node.communityId(), "a community you see"));
            } else if (node.customerId() != null
                    && !places.isCustomerOf(node.customerId(), node.communityId())) {
                refuse(
                        at.line(),
                        FieldError.of(
                                "customer_id", node.customerId(), "a customer of the community"));
            } else if (!areIn(groups, node)) {
                refuse(at.line(), unknownGroups(groups, node));
            } else if (taken.contains(keyText(node))) {
                refuse(at.line(), keyTaken(node));
            } else if (node.customerId() != null
                    && left.merge(node.customerId(), -1L, Long::sum) < 0) {
                refuse(
                        at.line(),
                        FieldError.of(
                                "customer_id",
                                node.customerId(),
                                "a customer with room for another node in the plan"));
            } else {
                planned.add(
                        new Planned(
                                at.line(),
                                node,
                                new Placement(
                                        distributor.get(), node.communityId(), node.customerId())));
            }
        }
    }

    private static boolean areIn(ManyGroups.Found groups, Node node) {
        return node.groups().stream()
                .allMatch(name -> groups.numberOf(node.communityId(), name).isPresent());
    }

    private static List<FieldError> unknownGroups(ManyGroups.Found groups, Node node) {
        return node.groups().stream()
                .filter(name -> groups.numberOf(node.communityId(), name).isEmpty())
                .map(NodeGroups::unknown)
                .toList();
    }

    /** A key that somebody else took while this import was judged. */
    void refuseTaken(Planned row) {
        planned.remove(row);
        refuse(row.line(), keyTaken(row.node()));
    }

    List<Planned> planned() {
        return List.copyOf(planned);
    }

    List<ImportReport.RowErrors> errors() {
        return errors.entrySet().stream()
                .map(each -> new ImportReport.RowErrors(each.getKey(), each.getValue()))
                .toList();
    }

    /** A key in its community, as one text. */
    static String keyText(Node node) {
        return node.communityId() + "/" + node.key();
    }

    private static FieldError keyTaken(Node node) {
        return FieldError.of("key", node.key(), "a key that is not in use in the community");
    }

    /** In a table the measures of a geometry are columns of their own. */
    private static FieldError byColumn(FieldError error) {
        var field = error.field();
        return field.startsWith("geometry.") || field.startsWith("coordinates.")
                ? new FieldError(
                        field.substring(field.indexOf('.') + 1), error.value(), error.allowed())
                : error;
    }

    private void refuse(int line, FieldError error) {
        refuse(line, List.of(error));
    }

    private void refuse(int line, List<FieldError> found) {
        errors.put(line, found);
    }
}
