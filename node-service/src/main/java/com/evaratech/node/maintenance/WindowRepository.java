package com.evaratech.node.maintenance;

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
class WindowRepository implements PanacheRepositoryBase<WindowEntity, Long> {

    Uni<WindowEntity> findVisible(Scope scope, UUID id) {
        return matching(visible(scope).and("windowId = {}", id)).firstResult();
    }

    /** As {@link #findVisible}, and nobody else gets the row locked until the transaction ends. */
    Uni<WindowEntity> lockVisible(Scope scope, UUID id) {
        return matching(visible(scope).and("windowId = {}", id))
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResult();
    }

    /** In the order in which they were made. */
    Uni<List<WindowEntity>> listVisible(Scope scope, WindowFilter filter, PageRequest page) {
        return matching(filter.narrow(visible(scope)).and("number > {}", page.after()))
                .page(0, page.rowsToFetch())
                .list();
    }

    /** A customer sees those of the whole community, and those of the own nodes. */
    private static Conditions visible(Scope scope) {
        var inCommunity = VisibleRows.of(scope, TenancyLevel.COMMUNITY);
        return scope instanceof Scope.OfCustomer(UUID customer, UUID _)
                ? inCommunity.and(
                        "(nodeId is null or nodeId in"
                                + " (select n.nodeId from NodeEntity n where n.customerId = {}))",
                        customer)
                : inCommunity;
    }

    private PanacheQuery<WindowEntity> matching(Conditions rows) {
        return find(rows.text() + " order by number", rows.values().toArray());
    }
}
