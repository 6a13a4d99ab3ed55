package com.evaratech.node.pipelines;

import com.evaratech.common.access.Scope;
import com.evaratech.common.page.PageRequest;
import com.evaratech.common.sql.Conditions;
import com.evaratech.node.NumberedRows;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class PipelineRepository implements PanacheRepositoryBase<PipelineEntity, Long> {

    private final NumberedRows<PipelineEntity> rows = new NumberedRows<>(this, "pipeline", "p");

    Uni<PipelineEntity> findVisible(Scope scope, UUID id) {
        return rows.find(visible(scope).and("p.pipeline_id = {}", id));
    }

    /** As {@link #findVisible}, and nobody else gets the row locked until the transaction ends. */
    Uni<PipelineEntity> lockVisible(Scope scope, UUID id) {
        return rows.lock(visible(scope).and("p.pipeline_id = {}", id));
    }

    /** In the order in which they were added; of one community when it is given. */
    Uni<List<PipelineEntity>> listVisible(Scope scope, @Nullable UUID community, PageRequest page) {
        return rows.list(visible(scope).andIfGiven("p.community_id = {}", community), page);
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
}
