package com.evaratech.node.deletion;

import com.evaratech.common.access.Scope;
import com.evaratech.common.page.PageRequest;
import com.evaratech.common.sql.Conditions;
import com.evaratech.node.TenancyLevel;
import com.evaratech.node.VisibleRows;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

@ApplicationScoped
class TenantExportRepository implements PanacheRepositoryBase<TenantExportEntity, Long> {

    Uni<TenantExportEntity> findVisible(Scope scope, UUID exportId, Instant now) {
        var rows = kept(scope, now).and("exportId = {}", exportId);
        return find(rows.text(), rows.values().toArray()).firstResult();
    }

    /** In the order in which the tenants were removed. */
    Uni<List<TenantExportEntity>> listVisible(Scope scope, PageRequest page, Instant now) {
        var rows = kept(scope, now).and("number > {}", page.after());
        return find(rows.text() + " order by number", rows.values().toArray())
                .range(0, page.rowsToFetch() - 1)
                .list();
    }

    private static Conditions kept(Scope scope, Instant now) {
        return VisibleRows.of(scope, TenancyLevel.CUSTOMER).and("keptUntil > {}", now);
    }
}
