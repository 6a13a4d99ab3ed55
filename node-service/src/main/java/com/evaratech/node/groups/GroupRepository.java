package com.evaratech.node.groups;

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
class GroupRepository implements PanacheRepositoryBase<GroupEntity, Long> {

    private final NumberedRows<GroupEntity> rows = new NumberedRows<>(this, "node_group", "g");

    Uni<GroupEntity> findVisible(Scope scope, UUID id) {
        return rows.find(visible(scope).and("g.group_id = {}", id));
    }

    /** As {@link #findVisible}, and nobody else gets the row locked until the transaction ends. */
    Uni<GroupEntity> lockVisible(Scope scope, UUID id) {
        return rows.lock(visible(scope).and("g.group_id = {}", id));
    }

    /** In the order in which they were added; of one community when it is given. */
    Uni<List<GroupEntity>> listVisible(Scope scope, @Nullable UUID community, PageRequest page) {
        return rows.list(visible(scope).andIfGiven("g.community_id = {}", community), page);
    }

    /** A customer sees those with an own node in it: the others would tell of foreign ones. */
    private static Conditions visible(Scope scope) {
        return scope instanceof Scope.OfCustomer(UUID customer, UUID community)
                ? Conditions.hql()
                        .and("g.community_id = {}", community)
                        .and(
                                """
                                exists (
                                    select from registry.node_group_member m
                                    join registry.node n on n.number = m.node_number
                                    where m.group_number = g.number and n.customer_id = {})
                                """,
                                customer)
                : Conditions.hql().within(scope, "g");
    }
}
