package com.evaratech.node.groups;

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
class GroupRepository implements PanacheRepositoryBase<GroupEntity, Long> {

    Uni<GroupEntity> findVisible(Scope scope, UUID id) {
        return numbers(visible(scope).and("g.group_id = {}", id), 1)
                .chain(found -> found.isEmpty() ? nothing() : first(found).firstResult());
    }

    /** As {@link #findVisible}, and nobody else gets the row locked until the transaction ends. */
    Uni<GroupEntity> lockVisible(Scope scope, UUID id) {
        return numbers(visible(scope).and("g.group_id = {}", id), 1)
                .chain(found ->
                        found.isEmpty()
                                ? nothing()
                                : first(found)
                                        .withLock(LockModeType.PESSIMISTIC_WRITE)
                                        .firstResult());
    }

    /** In the order in which they were added; of one community when it is given. */
    Uni<List<GroupEntity>> listVisible(Scope scope, @Nullable UUID community, PageRequest page) {
        return numbers(
                        visible(scope)
                                .andIfGiven("g.community_id = {}", community)
                                .and("g.number > {}", page.after()),
                        page.rowsToFetch())
                .chain(found ->
                        found.isEmpty()
                                ? Uni.createFrom().item(List.of())
                                : list("number in ?1 order by number", found));
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

    private static Uni<List<Long>> numbers(Conditions rows, int most) {
        return new NumbersQuery(
                        "select g.number from registry.node_group g where %s order by g.number limit %d"
                                .formatted(rows.text(), most),
                        rows.values())
                .run();
    }

    private PanacheQuery<GroupEntity> first(List<Long> numbers) {
        return find("number", numbers.getFirst());
    }

    private static Uni<GroupEntity> nothing() {
        return Uni.createFrom().nullItem();
    }
}
