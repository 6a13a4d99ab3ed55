package com.evaratech.node.claims;

import com.evaratech.common.access.Scope;
import com.evaratech.common.page.PageRequest;
import com.evaratech.node.TenancyLevel;
import com.evaratech.node.VisibleRows;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;

@ApplicationScoped
class ClaimTokenRepository implements PanacheRepositoryBase<ClaimTokenEntity, Long> {

    /** Nobody else gets the row locked until the transaction ends. */
    Uni<ClaimTokenEntity> lockVisible(Scope scope, String id) {
        var rows = VisibleRows.of(scope, TenancyLevel.CUSTOMER).and("tokenId = {}", id);
        return find(rows.text(), rows.values().toArray())
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResult();
    }

    /** Whoever asks shows the token; locked as above. */
    Uni<ClaimTokenEntity> lockShown(String id) {
        return find("tokenId", id).withLock(LockModeType.PESSIMISTIC_WRITE).firstResult();
    }

    /** In the order of issue. */
    Uni<List<ClaimTokenEntity>> listVisible(Scope scope, PageRequest page) {
        var rows = VisibleRows.of(scope, TenancyLevel.CUSTOMER).and("number > {}", page.after());
        return find(rows.text() + " order by number", rows.values().toArray())
                .page(0, page.rowsToFetch())
                .list();
    }
}
