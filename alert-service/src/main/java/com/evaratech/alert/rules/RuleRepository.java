package com.evaratech.alert.rules;

import com.evaratech.common.access.Scope;
import com.evaratech.common.page.PageRequest;
import com.evaratech.common.sql.Conditions;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The table of rules. Every question carries the scope of who asks. */
@Singleton
class RuleRepository implements PanacheRepositoryBase<RuleEntity, Long> {

    private static final String LOCK =
            """
            select count(*) from (
                select pg_advisory_xact_lock(hashtextextended('alerting.rules.' || :community, 0))) locked
            """;

    /** The rule of this id, if it is in the scope. */
    Uni<Optional<RuleEntity>> findVisible(Scope scope, UUID id) {
        Conditions conditions = visible(scope, Conditions.hql(id));
        return find("id = ?1 and " + conditions.text(), conditions.values().toArray())
                .firstResult()
                .map(Optional::ofNullable);
    }

    /** As {@link #findVisible}, and nobody else gets the row locked until the transaction ends. */
    Uni<Optional<RuleEntity>> lockVisible(Scope scope, UUID id) {
        Conditions conditions = visible(scope, Conditions.hql(id));
        return find("id = ?1 and " + conditions.text(), conditions.values().toArray())
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResult()
                .map(Optional::ofNullable);
    }

    /** The rules of the scope that pass the filter, by number, one more than the page shows. */
    Uni<List<RuleEntity>> listVisible(Scope scope, RuleFilter filter, PageRequest page) {
        Conditions conditions =
                visible(scope, Conditions.hql(page.after()))
                        .andIfGiven("communityId = {}", filter.communityId())
                        .andIfGiven("condition.metric = {}", filter.metric())
                        .andIfGiven("severity = {}", filter.severity())
                        .andIfGiven("enabled = {}", filter.enabled());
        return find(
                        "number > ?1 and " + conditions.text() + " order by number",
                        conditions.values().toArray())
                .range(0, page.rowsToFetch() - 1)
                .list();
    }

    /** All rules of a community, by number. */
    Uni<List<RuleEntity>> ofCommunity(UUID communityId) {
        return list("communityId = ?1 order by number", communityId);
    }

    /**
     * As {@link #ofCommunity}, and as they are once everybody who changes one of them is done:
     * nobody else gets a row locked until the transaction ends.
     */
    Uni<List<RuleEntity>> lockOfCommunity(UUID communityId) {
        return find("communityId = ?1 order by number", communityId)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    /** Others that write many rules of the community wait until the transaction ends. */
    Uni<Void> lockCommunity(UUID communityId) {
        return Panache.getSession()
                .flatMap(session ->
                        session.createNativeQuery(LOCK)
                                .setParameter("community", communityId.toString())
                                .getSingleResult())
                .replaceWithVoid();
    }

    /**
     * A customer sees the rules of the whole community, which judge its nodes too, but of those
     * bound to one node only its own: the others' nodes are none of its business.
     */
    private static Conditions visible(Scope scope, Conditions conditions) {
        return switch (scope) {
            case Scope.Everything() -> conditions;
            case Scope.OfDistributor(UUID id) -> conditions.and("distributorId = {}", id);
            case Scope.OfCommunity(UUID id) -> conditions.and("communityId = {}", id);
            case Scope.OfCustomer(UUID id, UUID communityId) ->
                    conditions
                            .and("communityId = {}", communityId)
                            .and("(boundTo <> 'node' or customerId = {})", id);
        };
    }
}
