package com.evaratech.node.nodes;

import com.evaratech.common.access.Scope;
import com.evaratech.common.page.OrderedPageRequest;
import com.evaratech.common.page.Page;
import com.evaratech.common.sql.Conditions;
import com.evaratech.node.TenancyLevel;
import com.evaratech.node.VisibleRows;
import com.evaratech.node.groups.NodeGroups;
import com.evaratech.node.tenancy.TenancyPart;
import io.quarkus.hibernate.reactive.panache.PanacheQuery;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

@ApplicationScoped
class NodeRepository implements PanacheRepositoryBase<NodeEntity, Long> {

    private final NodeGroups groups;

    NodeRepository(NodeGroups groups) {
        this.groups = groups;
    }

    Uni<NodeEntity> findVisible(Scope scope, UUID id) {
        return matching(VisibleRows.of(scope, TenancyLevel.CUSTOMER).and("nodeId = {}", id))
                .firstResult();
    }

    /** As {@link #findVisible}, and nobody else gets the row locked until the transaction ends. */
    Uni<NodeEntity> lockVisible(Scope scope, UUID id) {
        return matching(VisibleRows.of(scope, TenancyLevel.CUSTOMER).and("nodeId = {}", id))
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResult();
    }

    /** A row with the groups that the node is in. */
    Uni<Node> toNode(NodeEntity row) {
        return groups.names(List.of(row.number))
                .map(names -> row.toNode(names.getOrDefault(row.number, List.of())));
    }

    /**
     * Two statements, however long the page: which nodes it has, in its order, and then these; and
     * one more for their groups.
     */
    Uni<Page<Node>> listVisible(
            Scope scope,
            NodeFilter filter,
            NodeOrder order,
            OrderedPageRequest page,
            NodeFields shown) {
        return NodeList.of(scope, filter, order, page)
                .run()
                .chain(numbers ->
                        numbers.isEmpty()
                                ? Uni.createFrom().item(List.<NodeEntity>of())
                                : list("number in ?1", numbers).map(rows -> sorted(rows, numbers)))
                .chain(rows ->
                        groups(rows, shown)
                                .map(names ->
                                        page.page(rows, row -> NodeList.placeOf(order, row))
                                                .map(row ->
                                                        row.toNode(
                                                                names.getOrDefault(
                                                                        row.number, List.of())))));
    }

    private Uni<Map<Long, List<String>>> groups(List<NodeEntity> rows, NodeFields shown) {
        return rows.isEmpty() || !shown.haveGroups()
                ? Uni.createFrom().item(Map.of())
                : groups.names(rows.stream().map(row -> row.number).toList());
    }

    private static List<NodeEntity> sorted(List<NodeEntity> rows, List<Long> numbers) {
        var byNumber = rows.stream().collect(Collectors.toMap(row -> row.number, row -> row));
        return numbers.stream().map(byNumber::get).filter(Objects::nonNull).toList();
    }

    Uni<Long> countOfCustomer(UUID customerId) {
        return count("customerId", customerId);
    }

    /** The first nodes of a part of the tree. */
    Uni<List<NodeEntity>> ofTenant(TenancyPart part, int most) {
        String column =
                switch (part.level()) {
                    case DISTRIBUTOR -> "distributorId";
                    case COMMUNITY -> "communityId";
                    case CUSTOMER -> "customerId";
                };
        return find(column + " = ?1 order by number", part.id()).range(0, most - 1).list();
    }

    private PanacheQuery<NodeEntity> matching(Conditions rows) {
        return find(rows.text() + " order by number", rows.values().toArray());
    }
}
