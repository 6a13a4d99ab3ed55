package com.evaratech.node.maintenance;

import com.evaratech.common.access.Scope;
import com.evaratech.common.page.PageRequest;
import com.evaratech.common.sql.Conditions;
import com.evaratech.node.NumberedRows;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

@ApplicationScoped
class WindowRepository implements PanacheRepositoryBase<WindowEntity, Long> {

    private final NumberedRows<WindowEntity> rows =
            new NumberedRows<>(this, "maintenance_window", "w");

    Uni<WindowEntity> findVisible(Scope scope, UUID id) {
        return rows.find(visible(scope).and("w.window_id = {}", id));
    }

    /** As {@link #findVisible}, and nobody else gets the row locked until the transaction ends. */
    Uni<WindowEntity> lockVisible(Scope scope, UUID id) {
        return rows.lock(visible(scope).and("w.window_id = {}", id));
    }

    /** In the order in which they were made. */
    Uni<List<WindowEntity>> listVisible(Scope scope, WindowFilter filter, PageRequest page) {
        return rows.list(filter.narrow(visible(scope)), page);
    }

    /** A customer sees those of the whole community, and those of the own nodes. */
    private static Conditions visible(Scope scope) {
        return scope instanceof Scope.OfCustomer(UUID customer, UUID community)
                ? Conditions.hql()
                        .and("w.community_id = {}", community)
                        .and(
                                "(w.node_id is null or w.node_id in"
                                        + " (select n.node_id from registry.node n"
                                        + " where n.customer_id = {}))",
                                customer)
                : Conditions.hql().within(scope, "w");
    }
}
