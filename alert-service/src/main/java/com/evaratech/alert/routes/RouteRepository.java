package com.evaratech.alert.routes;

import com.evaratech.common.access.Scope;
import com.evaratech.common.page.PageRequest;
import com.evaratech.common.sql.Conditions;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheQuery;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The table of routes. Every question carries the scope of who asks. */
@Singleton
class RouteRepository implements PanacheRepositoryBase<RouteEntity, Long> {

    private static final String RULES =
            """
            select count(*) from alerting.rule where id = :id and community_id = :community
            """;

    /** Whether a community has a rule of this id. */
    Uni<Boolean> hasRule(UUID communityId, UUID ruleId) {
        return Panache.getSession()
                .flatMap(session ->
                        session.createNativeQuery(RULES, Long.class)
                                .setParameter("id", ruleId)
                                .setParameter("community", communityId)
                                .getSingleResult())
                .map(count -> count > 0);
    }

    Uni<Optional<RouteEntity>> findVisible(Scope scope, UUID id) {
        return byId(scope, id).firstResult().map(Optional::ofNullable);
    }

    /** As {@link #findVisible}, and nobody else gets the row locked until the transaction ends. */
    Uni<Optional<RouteEntity>> lockVisible(Scope scope, UUID id) {
        return byId(scope, id)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResult()
                .map(Optional::ofNullable);
    }

    /** The routes of the scope, by number, one more than the page shows. */
    Uni<List<RouteEntity>> listVisible(Scope scope, PageRequest page) {
        Conditions conditions = visible(scope, Conditions.hql(page.after()));
        return find(
                        "number > ?1 and " + conditions.text() + " order by number",
                        conditions.values().toArray())
                .range(0, page.rowsToFetch() - 1)
                .list();
    }

    private PanacheQuery<RouteEntity> byId(Scope scope, UUID id) {
        Conditions conditions = visible(scope, Conditions.hql(id));
        return find("id = ?1 and " + conditions.text(), conditions.values().toArray());
    }

    /**
     * Routes belong to communities: nothing narrower has any. What belongs to a person is no
     * community's, and nobody else's affair.
     */
    private static Conditions visible(Scope scope, Conditions conditions) {
        return switch (scope) {
            case Scope.Everything() -> conditions.and("communityId is not null");
            case Scope.OfDistributor(UUID id) -> conditions.and("distributorId = {}", id);
            case Scope.OfCommunity(UUID id) -> conditions.and("communityId = {}", id);
            case Scope.OfCustomer _ -> conditions.and("1 = 0");
        };
    }
}
