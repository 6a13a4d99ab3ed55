package com.evaratech.node.nodes;

import com.evaratech.common.access.Scope;
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
import java.util.UUID;

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
