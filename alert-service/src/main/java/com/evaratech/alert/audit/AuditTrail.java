package com.evaratech.alert.audit;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.ZoneOffset;

/** The service's append-only record of changes. */
@Singleton
public class AuditTrail {

    // The inner cast makes the driver send text; a parameter of type jsonb would be quoted once
    // more.
    private static final String APPEND =
            """
            insert into alerting.audit
                (at, actor, action, subject_type, subject_id, after, request_id,
                 distributor_id, community_id, customer_id)
            values
                (:at, :actor, :action, :subjectType, :subjectId,
                 cast(cast(:after as text) as jsonb), cast(:requestId as text),
                 :distributorId, :communityId, cast(:customerId as uuid))
            """;

    /** Adds a row to the session's running transaction, which must be the change's own. */
    public Uni<Void> append(Change change) {
        return Panache.getSession()
                .flatMap(session ->
                        session.createNativeQuery(APPEND)
                                .setParameter("at", change.at().atOffset(ZoneOffset.UTC))
                                .setParameter("actor", change.actor())
                                .setParameter("action", change.action())
                                .setParameter("subjectType", change.subjectType())
                                .setParameter("subjectId", change.subjectId())
                                .setParameter("after", change.after())
                                .setParameter("requestId", change.requestId())
                                .setParameter("distributorId", change.place().distributorId())
                                .setParameter("communityId", change.place().communityId())
                                .setParameter("customerId", change.place().customerId())
                                .executeUpdate())
                .replaceWithVoid();
    }
}
