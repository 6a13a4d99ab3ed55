package com.evaratech.node.nodes;

import com.evaratech.common.access.Scope;
import com.evaratech.common.page.PageRequest;
import com.evaratech.common.sql.Conditions;
import com.evaratech.node.TenancyLevel;
import com.evaratech.node.VisibleRows;
import io.quarkus.hibernate.reactive.panache.PanacheQuery;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.UUID;

@ApplicationScoped
class NodeRepository implements PanacheRepositoryBase<NodeEntity, Long> {

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

    /** In the order of registration, by the index of the scope, the community or the category. */
    Uni<List<NodeEntity>> listVisible(Scope scope, NodeFilter filter, PageRequest page) {
        var visible = VisibleRows.of(scope, TenancyLevel.CUSTOMER);
        return matching(filter.narrow(visible).and("number > {}", page.after()))
                .page(0, page.rowsToFetch())
                .list();
    }

    Uni<Long> countOfCustomer(UUID customerId) {
        return count("customerId", customerId);
    }

    private PanacheQuery<NodeEntity> matching(Conditions rows) {
        return find(rows.text() + " order by number", rows.values().toArray());
    }
}
