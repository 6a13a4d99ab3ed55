package com.evaratech.node.audit;

import com.evaratech.common.access.Caller;
import com.evaratech.common.audit.AuditAppend;
import com.evaratech.common.audit.AuditCause;
import com.evaratech.common.audit.AuditRow;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/**
 * The history of the registry. A row is written in the transaction of the change it tells of, and
 * the runtime role may neither alter nor delete it.
 */
@ApplicationScoped
public class AuditTrail {

    private static final AuditAppend APPEND = new AuditAppend("registry");

    private final ObjectMapper json;
    private final CurrentVertxRequest request;

    AuditTrail(ObjectMapper json, CurrentVertxRequest request) {
        this.json = json;
        this.request = request;
    }

    /** Appends {@code change}, made by {@code author}, to the transaction under way. */
    @WithTransaction
    public Uni<Void> append(Caller author, Change change) {
        return append(author.subject(), change);
    }

    /** Appends {@code change}, made by whom {@code actor} names, to the transaction under way. */
    @WithTransaction
    public Uni<Void> append(String actor, Change change) {
        var tenant = change.tenant();
        var row =
                new AuditRow(
                        actor,
                        change.action(),
                        change.subjectType(),
                        change.subjectId(),
                        asJson(change.before()),
                        asJson(change.after()),
                        new AuditRow.Tenant(
                                tenant.distributorId(), tenant.communityId(), tenant.customerId()),
                        AuditCause.of(request.getCurrent()));
        return Panache.getSession()
                .chain(session -> {
                    var insert = session.createNativeQuery(APPEND.sql());
                    AuditAppend.parameters(row).forEach(insert::setParameter);
                    return insert.executeUpdate();
                })
                .replaceWithVoid();
    }

    private @Nullable String asJson(@Nullable Object state) {
        try {
            return state == null ? null : json.writeValueAsString(state);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("no JSON form of " + state.getClass(), e);
        }
    }
}
