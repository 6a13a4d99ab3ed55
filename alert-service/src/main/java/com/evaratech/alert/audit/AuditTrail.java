package com.evaratech.alert.audit;

import com.evaratech.common.audit.AuditAppend;
import com.evaratech.common.audit.AuditCause;
import com.evaratech.common.audit.AuditRow;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** The service's append-only record of changes. */
@Singleton
public class AuditTrail {

    private static final AuditAppend APPEND = new AuditAppend("alerting");

    private final CurrentVertxRequest request;

    AuditTrail(CurrentVertxRequest request) {
        this.request = request;
    }

    /** Adds a row to the session's running transaction, which must be the change's own. */
    public Uni<Void> append(Change change) {
        var place = change.place();
        AuditRow row =
                new AuditRow(
                        change.actor(),
                        change.action(),
                        change.subjectType(),
                        change.subjectId(),
                        change.before(),
                        change.after(),
                        new AuditRow.Tenant(
                                place.distributorId(), place.communityId(), place.customerId()),
                        AuditCause.of(request.getCurrent()));
        return Panache.getSession()
                .flatMap(session -> {
                    var insert = session.createNativeQuery(APPEND.sql());
                    AuditAppend.parameters(row).forEach(insert::setParameter);
                    return insert.executeUpdate();
                })
                .replaceWithVoid();
    }
}
