package com.evaratech.node.pipelines;

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
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class PipelineRepository implements PanacheRepositoryBase<PipelineEntity, Long> {

    Uni<PipelineEntity> findVisible(Scope scope, UUID id) {
        return numbers(visible(scope).and("p.pipeline_id = {}", id), 1)
                .chain(found -> found.isEmpty() ? nothing() : first(found).firstResult());
    }

    /** As {@link #findVisible}, and nobody else gets the row locked until the transaction ends. */
    Uni<PipelineEntity> lockVisible(Scope scope, UUID id) {
        return numbers(visible(scope).and("p.pipeline_id = {}", id), 1)
                .chain(found ->
                        found.isEmpty()
                                ? nothing()
                                : first(found)
                                        .withLock(LockModeType.PESSIMISTIC_WRITE)
                                        .firstResult());
    }

    /** In the order in which they were added; of one community when it is given. */
    Uni<List<PipelineEntity>> listVisible(Scope scope, @Nullable UUID community, PageRequest page) {
        return numbers(
                        visible(scope)
                                .andIfGiven("p.community_id = {}", community)
                                .and("p.number > {}", page.after()),
                        page.rowsToFetch())
                .chain(found ->
                        found.isEmpty()
                                ? Uni.createFrom().item(List.of())
                                : list("number in ?1 order by number", found));
    }

    /** A customer sees those between two own nodes: the others would tell of foreign ones. */
    private static Conditions visible(Scope scope) {
        var own = "(select n.node_id from registry.node n where n.customer_id = {})";
        return scope instanceof Scope.OfCustomer(UUID customer, UUID community)
                ? Conditions.hql()
                        .and("p.community_id = {}", community)
                        .and("p.from_node_id in " + own, customer)
                        .and("p.to_node_id in " + own, customer)
                : Conditions.hql().within(scope, "p");
    }

    private static Uni<List<Long>> numbers(Conditions rows, int most) {
        return new NumbersQuery(
                        "select p.number from registry.pipeline p where %s order by p.number limit %d"
                                .formatted(rows.text(), most),
                        rows.values())
                .run();
    }

    private PanacheQuery<PipelineEntity> first(List<Long> numbers) {
        return find("number", numbers.getFirst());
    }

    private static Uni<PipelineEntity> nothing() {
        return Uni.createFrom().nullItem();
    }
}
