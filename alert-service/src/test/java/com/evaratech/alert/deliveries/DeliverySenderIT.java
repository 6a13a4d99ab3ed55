package com.evaratech.alert.deliveries;

import static com.evaratech.alert.Alerting.asOwner;
import static com.evaratech.alert.Alerting.texts;
import static com.evaratech.local.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.alert.Fleet;
import com.evaratech.alert.deliveries.Outcome.Never;
import com.evaratech.alert.deliveries.Receiver.Manner;
import com.evaratech.common.access.Role;
import com.evaratech.local.testing.WithEvaraServers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithEvaraServers(schema = "alerting")
class DeliverySenderIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    // Less than an attempt's time here: what stalls is not over by then.
    private static final Duration SOON = Duration.ofSeconds(2);

    @Inject DataSource database;
    @Inject Gathering gathering;
    @Inject DeliveryAttempt attempt;
    @Inject DeliveryConfig config;

    private final Fleet fleet = Fleet.create();
    private final String admin = fleet.token(Role.COMMUNITY_ADMIN);
    private final Receiver receiver;

    DeliverySenderIT() throws IOException {
        receiver = Receiver.open();
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void shouldNotHaveMoreUnderWayToAReceiverThanItsShare() throws IOException {
        receiver.behave(Manner.STALLS);
        try (Receiver other = Receiver.open()) {
            String stalling = route(receiver);
            String id = route(other);
            append(stalling, 60);

            for (int round = 1; round <= 12; round++) {
                int told = round;
                test(id);
                await().atMost(PATIENCE).until(() -> other.requests().size() == told);
            }

            assertThat(receiver.requests())
                    .as("some may have been given up meanwhile")
                    .hasSizeLessThan(60);
            remove(stalling);
        }
    }

    @Test
    void shouldNotBeTakenUpByManyRoutesToOneHostThatStalls() throws IOException {
        receiver.behave(Manner.STALLS);
        try (Receiver other = Receiver.open()) {
            List<String> stalling = IntStream.range(0, 60).mapToObj(_ -> route(receiver)).toList();
            String id = route(other);
            appendToAllAt(receiver);
            await().atMost(PATIENCE).until(() -> !receiver.requests().isEmpty());

            test(id);
            await().atMost(SOON).until(() -> other.requests().size() == 1);

            assertThat(receiver.requests()).hasSizeLessThanOrEqualTo(ReceiverHosts.SHARE);
            stalling.forEach(this::remove);
        }
    }

    @Test
    void shouldLetAllRoutesToASilentHostRestTogether() throws IOException {
        receiver.behave(Manner.DIES);
        try (Receiver other = Receiver.open()) {
            for (int i = 0; i < 6; i++) {
                alert(route(receiver));
            }
            await().atMost(PATIENCE).until(() -> isResting(receiver));
            asOwner(
                    "update alerting.receiver_host set rests_until = now() + interval '1 hour' where host = '%s'"
                            .formatted(host(receiver)));
            receiver.behave(Manner.TAKES);
            int tried = receiver.requests().size();
            String late = route(receiver);
            alert(late);
            alert(route(other));

            await().atMost(PATIENCE).until(() -> other.requests().size() == 1);
            assertThat(receiver.requests()).hasSize(tried);
            assertThat(restsUntil(late)).isNotNull();

            // Whoever tries it by hand ends the rest by what arrives.
            test(late);
            await().atMost(PATIENCE).until(() -> receiver.requests().size() >= tried + 2);
            assertThat(restsUntil(late)).isNull();
        }
    }

    @Test
    void shouldNotLetOthersAtAHostRestForOneThatIsRefusedThere() {
        receiver.behave(Manner.FAILS);
        String refused = route(receiver);
        append(refused, 5);
        await().atMost(PATIENCE).until(() -> restsUntil(refused) != null);

        assertThat(texts("select host from alerting.receiver_host")).doesNotContain(host(receiver));
        assertThat(restsUntil(route(receiver))).isNull();
    }

    @Test
    void shouldFinishWhatIsUnderWayWhenItStops() {
        receiver.behave(Manner.LATE);
        append(route(receiver), 1);
        var sender =
                new DeliverySender(
                        database,
                        gathering,
                        attempt,
                        config,
                        new SimpleMeterRegistry(),
                        InstantSource.system());

        sender.start(new StartupEvent());
        await().atMost(PATIENCE).until(() -> receiver.requests().size() == 1);
        sender.stop(new ShutdownEvent());

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(states()).containsExactly("delivered"));
        assertThat(receiver.requests()).hasSize(1);
    }

    @Test
    void shouldNotNoteAFailureOfAnAttemptThatAnotherCameAfter() throws SQLException {
        append(route(receiver), 1);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(states()).containsExactly("delivered"));
        asOwner(
                """
                update alerting.delivery
                set state = 'waiting', ended_at = null, due_at = now() + interval '1 hour', attempts = 2
                where community_id = '%s'
                """
                        .formatted(fleet.communityId()));
        var queue = new DeliveryQueue(database);

        queue.note(attempt(1), new Never("late"), Duration.ZERO);
        assertThat(states()).containsExactly("waiting");
        queue.note(attempt(2), new Never("the last one"), Duration.ZERO);
        assertThat(states()).containsExactly("failed");
    }

    private long number(String table) {
        return Long.parseLong(
                texts(
                                "select number from alerting.%s where community_id = '%s'"
                                        .formatted(table, fleet.communityId()))
                        .getFirst());
    }

    private Claimed attempt(int attempts) {
        return new Claimed(
                number("delivery"),
                UUID.randomUUID(),
                attempts,
                Instant.EPOCH,
                "test",
                "{}",
                null,
                false,
                new Target(
                        number("route"),
                        UUID.randomUUID(),
                        RouteKind.WEBHOOK,
                        receiver.url(),
                        "",
                        null));
    }

    private String route(Receiver to) {
        return given().bearer(admin)
                .asJson()
                .body(
                        Map.of(
                                "name",
                                "Control room",
                                "community_id",
                                fleet.communityId(),
                                "url",
                                to.url()))
                .post("/api/v1/alert-routes")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private void test(String route) {
        given().bearer(admin)
                .post("/api/v1/alert-routes/" + route + "/test")
                .then()
                .statusCode(202);
    }

    /** Nobody is to be busy with it while other tests run. */
    private void remove(String route) {
        given().bearer(admin).delete("/api/v1/alert-routes/" + route).then().statusCode(204);
    }

    private @Nullable Object restsUntil(String route) {
        return given().bearer(admin).get("/api/v1/alert-routes/" + route).path("rests_until");
    }

    private static String host(Receiver receiver) {
        return receiver.url().replace("/alerts", "");
    }

    private static boolean isResting(Receiver receiver) {
        return !texts(
                        "select host from alerting.receiver_host where rests_until > now() and host = '%s'"
                                .formatted(host(receiver)))
                .isEmpty();
    }

    /** Five deliveries to each route there, all due at once. */
    private static void appendToAllAt(Receiver receiver) {
        asOwner(
                """
                insert into alerting.delivery
                    (route_number, distributor_id, community_id, event, body, due_at, created_at)
                select number, distributor_id, community_id, 'test', '{}', now(), now()
                from alerting.route, generate_series(1, 5) where url = '%s'
                """
                        .formatted(receiver.url()));
    }

    /** Something that only a route that is not left alone is told. */
    private static void alert(String route) {
        asOwner(
                """
                insert into alerting.delivery
                    (route_number, distributor_id, community_id, event, body, due_at, created_at)
                select number, distributor_id, community_id, 'group', '{}', now(), now()
                from alerting.route where id = '%s'
                """
                        .formatted(route));
    }

    private List<String> states() {
        return texts(
                "select state from alerting.delivery where community_id = '%s'"
                        .formatted(fleet.communityId()));
    }

    /** As many deliveries at once as no person asks for. */
    private static void append(String route, int count) {
        asOwner(
                """
                insert into alerting.delivery
                    (route_number, distributor_id, community_id, event, body, due_at, created_at)
                select number, distributor_id, community_id, 'test', '{}', now(), now()
                from alerting.route, generate_series(1, %d) where id = '%s'
                """
                        .formatted(count, route));
    }
}
