package com.evaratech.alert.deliveries;

import com.evaratech.common.access.Placement;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
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

    private static final String APPEND_OF_PERSON =
            """
            insert into alerting.delivery (route_number, event, body, due_at, created_at)
            values (?, 'test', ?, now(), now())
            returning id
            """;

    private final InstantSource clock;

    DeliveryTests(InstantSource clock) {
        this.clock = clock;
    }

    /** Appends one to the session's running transaction; answers its id. */
    public Uni<UUID> append(long routeNumber, Placement community) {
        String body = body().put("community_id", community.communityId().toString()).encode();
        return Panache.getSession()
                .flatMap(session ->
                        session.createNativeQuery(APPEND, UUID.class)
                                .setParameter("route", routeNumber)
                                .setParameter("distributor", community.distributorId())
                                .setParameter("community", community.communityId())
                                .setParameter("body", body)
                                .getSingleResult());
    }

    /** The same of a person's channel, over JDBC. */
    public UUID append(Connection transaction, long routeNumber) throws SQLException {
        try (var statement = transaction.prepareStatement(APPEND_OF_PERSON)) {
            statement.setLong(1, routeNumber);
            statement.setString(2, body().encode());
            try (var row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new SQLException("a test was written and has no id");
                }
                return row.getObject(1, UUID.class);
            }
        }
    }

    private JsonObject body() {
        return new JsonObject().put("type", "test").put("sent_at", clock.instant().toString());
    }
}
