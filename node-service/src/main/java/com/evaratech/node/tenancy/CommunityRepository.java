package com.evaratech.node.tenancy;

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

@ApplicationScoped
class CommunityRepository implements PanacheRepositoryBase<CommunityEntity, Long> {

    Uni<CommunityEntity> findVisible(Scope scope, UUID id) {
        return matching(VisibleRows.of(scope, TenancyLevel.COMMUNITY).and("communityId = {}", id))
                .firstResult();
    }

    /** As {@link #findVisible}, and nobody else gets the row locked until the transaction ends. */
    Uni<CommunityEntity> lockVisible(Scope scope, UUID id) {
        return matching(VisibleRows.of(scope, TenancyLevel.COMMUNITY).and("communityId = {}", id))
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResult();
    }

    Uni<List<CommunityEntity>> listVisible(Scope scope, PageRequest page) {
        return matching(
                        VisibleRows.of(scope, TenancyLevel.COMMUNITY)
                                .and("number > {}", page.after()))
                .page(0, page.rowsToFetch())
                .list();
    }

    private PanacheQuery<CommunityEntity> matching(Conditions rows) {
        return find(rows.text() + " order by number", rows.values().toArray());
    }
}
