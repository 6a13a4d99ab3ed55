package com.evaratech.node.apikeys;

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
class ApiKeyRepository implements PanacheRepositoryBase<ApiKeyEntity, Long> {

    /** Nobody else gets the row locked until the transaction ends. */
    Uni<ApiKeyEntity> lockVisible(Scope scope, String id) {
        var rows = VisibleRows.of(scope, TenancyLevel.CUSTOMER).and("keyId = {}", id);
        return find(rows.text(), rows.values().toArray())
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResult();
    }

    /** Those of an issuer that are not revoked, locked until the transaction ends. */
    Uni<List<ApiKeyEntity>> lockLiveOf(String issuer) {
        return find("createdBy = ?1 and revokedAt is null order by number", issuer)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    /** In the order of issue. */
    Uni<List<ApiKeyEntity>> listVisible(Scope scope, PageRequest page) {
        var rows = VisibleRows.of(scope, TenancyLevel.CUSTOMER).and("number > {}", page.after());
        return find(rows.text() + " order by number", rows.values().toArray())
                .page(0, page.rowsToFetch())
                .list();
    }
}
