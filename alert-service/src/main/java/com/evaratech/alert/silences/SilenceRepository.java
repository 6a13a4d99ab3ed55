package com.evaratech.alert.silences;

import com.evaratech.common.access.Scope;
import com.evaratech.common.page.PageRequest;
import com.evaratech.common.sql.Conditions;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheQuery;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table of silences. Every question carries the scope of who asks. */
@Singleton
class SilenceRepository implements PanacheRepositoryBase<SilenceEntity, Long> {

    private static final String RULES =
            "select count(*) from alerting.rule where id = :id and community_id = :community";

    Uni<Optional<SilenceEntity>> findVisible(Scope scope, UUID id) {
        return byId(scope, id).firstResult().map(Optional::ofNullable);
    }

    /** As {@link #findVisible}, and nobody else gets the row locked until the transaction ends. */
    Uni<Optional<SilenceEntity>> lockVisible(Scope scope, UUID id) {
        return byId(scope, id)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResult()
                .map(Optional::ofNullable);
    }

    /**
     * The silences of the scope, by number, one more than the page shows.
     *
     * @param notOverAt only those that are not over then; {@code null}: all
     */
    Uni<List<SilenceEntity>> listVisible(
            Scope scope,
            @Nullable UUID communityId,
            @Nullable Instant notOverAt,
            PageRequest page) {
        Conditions conditions =
                visible(scope, Conditions.hql(page.after()))
                        .andIfGiven("communityId = {}", communityId)
                        .andIfGiven("endedAt is null and untilAt > {}", notOverAt);
        return find(
                        "number > ?1 and " + conditions.text() + " order by number",
                        conditions.values().toArray())
                .range(0, page.rowsToFetch() - 1)
                .list();
    }

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

    private PanacheQuery<SilenceEntity> byId(Scope scope, UUID id) {
        Conditions conditions = visible(scope, Conditions.hql(id));
        return find("id = ?1 and " + conditions.text(), conditions.values().toArray());
    }

    /** Silences belong to communities: nothing narrower has any. */
    private static Conditions visible(Scope scope, Conditions conditions) {
        return switch (scope) {
            case Scope.Everything() -> conditions;
            case Scope.OfDistributor(UUID id) -> conditions.and("distributorId = {}", id);
            case Scope.OfCommunity(UUID id) -> conditions.and("communityId = {}", id);
            case Scope.OfCustomer _ -> conditions.and("1 = 0");
        };
    }
}
