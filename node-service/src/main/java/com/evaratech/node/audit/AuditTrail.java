package com.evaratech.node.audit;

import com.evaratech.common.access.Caller;
import com.evaratech.common.request.RequestId;
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

    // The casts by way of text: a parameter typed jsonb would be sent as a JSON string.
    private static final String APPEND =
            """
            insert into registry.audit
                (at, actor, action, subject_type, subject_id, before, after, request_id,
                 distributor_id, community_id, customer_id)
            values (now(), :actor, :action, :subjectType, :subjectId,
                    cast(cast(:before as text) as jsonb), cast(cast(:after as text) as jsonb),
                    cast(:requestId as text), cast(:distributorId as uuid),
                    cast(:communityId as uuid), cast(:customerId as uuid))
            """;

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
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(APPEND)
                                .setParameter("actor", actor)
                                .setParameter("action", change.action())
                                .setParameter("subjectType", change.subjectType())
                                .setParameter("subjectId", change.subjectId())
                                .setParameter("before", asJson(change.before()))
                                .setParameter("after", asJson(change.after()))
                                .setParameter("requestId", requestId())
                                .setParameter("distributorId", change.tenant().distributorId())
                                .setParameter("communityId", change.tenant().communityId())
                                .setParameter("customerId", change.tenant().customerId())
                                .executeUpdate())
                .replaceWithVoid();
    }

    private @Nullable String requestId() {
        var current = request.getCurrent();
        return current == null ? null : RequestId.of(current);
    }

    private @Nullable String asJson(@Nullable Object state) {
        try {
            return state == null ? null : json.writeValueAsString(state);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("no JSON form of " + state.getClass(), e);
        }
    }
}
