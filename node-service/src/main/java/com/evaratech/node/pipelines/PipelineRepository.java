package com.evaratech.node.pipelines;

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
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class PipelineRepository implements PanacheRepositoryBase<PipelineEntity, Long> {

    Uni<PipelineEntity> findVisible(Scope scope, UUID id) {
        return matching(visible(scope).and("pipelineId = {}", id)).firstResult();
    }

    /** As {@link #findVisible}, and nobody else gets the row locked until the transaction ends. */
    Uni<PipelineEntity> lockVisible(Scope scope, UUID id) {
        return matching(visible(scope).and("pipelineId = {}", id))
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResult();
    }

    /** In the order in which they were added; of one community when it is given. */
    Uni<List<PipelineEntity>> listVisible(Scope scope, @Nullable UUID community, PageRequest page) {
        return matching(
                        visible(scope)
                                .andIfGiven("communityId = {}", community)
                                .and("number > {}", page.after()))
                .page(0, page.rowsToFetch())
                .list();
    }

    /** A customer sees those between two own nodes: the others would tell of foreign ones. */
    private static Conditions visible(Scope scope) {
        var inCommunity = VisibleRows.of(scope, TenancyLevel.COMMUNITY);
        var own = "(select n.nodeId from NodeEntity n where n.customerId = {})";
        return scope instanceof Scope.OfCustomer(UUID customer, UUID _)
                ? inCommunity
                        .and("fromNodeId in " + own, customer)
                        .and("toNodeId in " + own, customer)
                : inCommunity;
    }

    private PanacheQuery<PipelineEntity> matching(Conditions rows) {
        return find(rows.text() + " order by number", rows.values().toArray());
    }
}
