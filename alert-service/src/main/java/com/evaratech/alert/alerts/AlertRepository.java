package com.evaratech.alert.alerts;

import com.evaratech.common.access.Scope;
import com.evaratech.common.metric.Category;
import com.evaratech.common.page.Page;
import com.evaratech.common.page.PageRequest;
import com.evaratech.common.sql.Conditions;
import io.quarkus.hibernate.reactive.panache.PanacheQuery;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table of alerts. Every question carries the scope of who asks. */
@Singleton
class AlertRepository implements PanacheRepositoryBase<AlertEntity, Long> {

    /** The alert of this id, if it is in the scope. */
    @WithSession
    Uni<Optional<AlertEntity>> findVisible(Scope scope, UUID id) {
        return byId(scope, id).firstResult().map(Optional::ofNullable);
    }

    /** As {@link #findVisible}, and nobody else gets the row locked until the transaction ends. */
    Uni<Optional<AlertEntity>> lockVisible(Scope scope, UUID id) {
        return byId(scope, id)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResult()
                .map(Optional::ofNullable);
    }

    /** The alerts of the scope that pass the filter, newest first. */
    @WithSession
    Uni<Page<Alert>> listVisible(Scope scope, AlertFilter filter, PageRequest page) {
        Conditions conditions =
                visible(scope, Conditions.hql(before(page)))
                        .andIfGiven("nodeId = {}", filter.nodeId())
                        .andIfGiven("communityId = {}", filter.communityId())
                        .andIfGiven("ruleId = {}", filter.ruleId())
                        .andIfGiven("severity = {}", filter.severity())
                        .andIfGiven("category = {}", name(filter.category()))
                        .andIfGiven("openedAt >= {}", filter.from())
                        .andIfGiven("openedAt < {}", filter.until());
        // Walks alert_open, or the index of the narrowest equality, backwards from the page's key.
        return find(
                        "number < ?1 and %s and %s and %s order by number desc"
                                .formatted(
                                        condition(filter.state()),
                                        condition(filter.isAcknowledged()),
                                        conditions.text()),
                        conditions.values().toArray())
                .range(0, page.rowsToFetch() - 1)
                .list()
                .map(rows -> Page.of(page, rows, row -> -row.number).map(AlertEntity::toAlert));
    }

    private PanacheQuery<AlertEntity> byId(Scope scope, UUID id) {
        Conditions conditions = visible(scope, Conditions.hql(id));
        return find("id = ?1 and " + conditions.text(), conditions.values().toArray());
    }

    private static Conditions visible(Scope scope, Conditions conditions) {
        return switch (scope) {
            case Scope.Everything() -> conditions;
            case Scope.OfDistributor(UUID id) -> conditions.and("distributorId = {}", id);
            case Scope.OfCommunity(UUID id) -> conditions.and("communityId = {}", id);
            case Scope.OfCustomer(UUID id, UUID _) -> conditions.and("customerId = {}", id);
        };
    }

    /** Pages go by ascending keys: the list's key is the number with its sign turned. */
    private static long before(PageRequest page) {
        return page.after() == Long.MIN_VALUE ? Long.MAX_VALUE : -page.after();
    }

    private static @Nullable String name(@Nullable Category category) {
        return category == null ? null : category.name();
    }

    private static String condition(@Nullable Boolean isAcknowledged) {
        if (isAcknowledged == null) {
            return "1 = 1";
        }
        return isAcknowledged ? "acknowledgedAt is not null" : "acknowledgedAt is null";
    }

    /** Written out, since the plan of a parameter could not use the index of the open ones. */
    private static String condition(AlertFilter.State state) {
        return switch (state) {
            case OPEN -> "state = 'open'";
            case RESOLVED -> "state = 'resolved'";
            case ALL -> "1 = 1";
        };
    }
}
