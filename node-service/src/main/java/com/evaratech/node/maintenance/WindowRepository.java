package com.evaratech.node.maintenance;

import com.evaratech.common.access.Scope;
import com.evaratech.common.page.PageRequest;
import com.evaratech.common.sql.Conditions;
import com.evaratech.node.NumbersQuery;
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
        return numbers(visible(scope).and("w.window_id = {}", id), 1)
                .chain(found -> found.isEmpty() ? nothing() : first(found).firstResult());
    }

    /** As {@link #findVisible}, and nobody else gets the row locked until the transaction ends. */
    Uni<WindowEntity> lockVisible(Scope scope, UUID id) {
        return numbers(visible(scope).and("w.window_id = {}", id), 1)
                .chain(found ->
                        found.isEmpty()
                                ? nothing()
                                : first(found)
                                        .withLock(LockModeType.PESSIMISTIC_WRITE)
                                        .firstResult());
    }

    /** In the order in which they were made. */
    Uni<List<WindowEntity>> listVisible(Scope scope, WindowFilter filter, PageRequest page) {
        return numbers(
                        filter.narrow(visible(scope)).and("w.number > {}", page.after()),
                        page.rowsToFetch())
                .chain(found ->
                        found.isEmpty()
                                ? Uni.createFrom().item(List.of())
                                : list("number in ?1 order by number", found));
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

    private static Uni<List<Long>> numbers(Conditions rows, int most) {
        return new NumbersQuery(
                        "select w.number from registry.maintenance_window w where %s order by w.number limit %d"
                                .formatted(rows.text(), most),
                        rows.values())
                .run();
    }

    private PanacheQuery<WindowEntity> first(List<Long> numbers) {
        return find("number", numbers.getFirst());
    }

    private static Uni<WindowEntity> nothing() {
        return Uni.createFrom().nullItem();
    }
}
