package com.evaratech.alert.deliveries;

import com.evaratech.common.access.Placement;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.UUID;

/** Deliveries that only try a route. */
@Singleton
public class DeliveryTests {

    private static final String APPEND =
            """
            insert into alerting.delivery
                (route_number, distributor_id, community_id, event, body, due_at, created_at)
            values (:route, :distributor, :community, 'test', :body, now(), now())
            returning id
            """;

    private final InstantSource clock;

    DeliveryTests(InstantSource clock) {
        this.clock = clock;
    }

    /** Appends one to the session's running transaction; answers its id. */
    public Uni<UUID> append(long routeNumber, Placement community) {
        String body =
                new JsonObject()
                        .put("type", "test")
                        .put("community_id", community.communityId().toString())
                        .put("sent_at", clock.instant().toString())
                        .encode();
        return Panache.getSession()
                .flatMap(session ->
                        session.createNativeQuery(APPEND, UUID.class)
                                .setParameter("route", routeNumber)
                                .setParameter("distributor", community.distributorId())
                                .setParameter("community", community.communityId())
                                .setParameter("body", body)
                                .getSingleResult());
    }
}
