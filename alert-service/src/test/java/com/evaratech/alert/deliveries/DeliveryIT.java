package com.evaratech.alert.deliveries;

import static com.evaratech.alert.Alerting.asOwner;
import static com.evaratech.alert.Alerting.everywhere;
import static com.evaratech.alert.Alerting.level;
import static com.evaratech.alert.Alerting.reasons;
import static com.evaratech.alert.Alerting.rule;
import static com.evaratech.local.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.evaratech.alert.Alerting;
import com.evaratech.alert.Fleet;
import com.evaratech.alert.deliveries.Receiver.Manner;
import com.evaratech.alert.deliveries.Receiver.Request;
import com.evaratech.common.access.Role;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.directory.NodeStatus;
import com.evaratech.common.directory.StatusEntry;
import com.evaratech.common.reading.ReadingsPublisher;
import com.evaratech.local.testing.TestDirectory;
import com.evaratech.local.testing.WithEvaraServers;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithEvaraServers(schema = "alerting")
class DeliveryIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject ReadingsPublisher publisher;
    @Inject DataSource database;
    @Inject RouteSecrets secrets;
    @Inject DeliveryConfig config;

    private final Fleet fleet = Fleet.create();
    private final NodeEntry tank = fleet.tank();
    private final String admin = fleet.token(Role.COMMUNITY_ADMIN);
    private final Receiver receiver;

    DeliveryIT() throws IOException {
        receiver = Receiver.open();
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void shouldTellOfTheBeginningAndThenOfTheEndSigned() {
        UUID _ = rule(fleet, everywhere(), 0);
        String secret = route(receiver, "warning").getString("secret");

        send(0, 5);
        send(1, 50);

        await().atMost(PATIENCE).until(() -> receiver.requests().size() == 2);
        assertThat(told(receiver)).containsExactly("opened", "resolved");
        assertThat(new JsonObject(receiver.requests().getFirst().body()).getString("node_id"))
                .isEqualTo(tank.id().toString());
        assertThat(receiver.requests()).extracting(Request::delivery).doesNotHaveDuplicates();
        for (Request request : receiver.requests()) {
            long at = Long.parseLong(request.signature().replaceAll("t=(\\d+),.*", "$1"));
            assertThat(request.signature()).isEqualTo(Signature.of(secret, at, request.body()));
        }
        awaitStates("delivered", "delivered");
    }

    @Test
    void shouldTryUntilItArrivesAndTellTheEndAfterwards() {
        receiver.behaveFirst(Manner.FAILS, Manner.DIES, Manner.FAILS);
        UUID _ = rule(fleet, everywhere(), 0);
        JsonObject route = route(receiver, "warning");

        send(0, 5);
        send(1, 50);

        awaitStates("delivered", "delivered");
        assertThat(told(receiver))
                .containsExactly("opened", "opened", "opened", "opened", "resolved");
        assertThat(receiver.requests().stream().map(Request::delivery).distinct()).hasSize(2);
        given().bearer(admin)
                .get("/api/v1/alert-routes/" + route.getString("id"))
                .then()
                .body("failures", equalTo(0));
    }

    @Test
    void shouldLeaveAReceiverAloneThatFailsAgainAndAgain() {
        receiver.behave(Manner.FAILS);
        UUID _ = rule(fleet, everywhere(), 0);
        JsonObject route = route(receiver, "warning");

        send(0, 5);

        await().atMost(PATIENCE).until(() -> ofRoute(route, "rests_until") != null);
        assertThat(receiver.requests()).hasSize(5);
    }

    @Test
    void shouldGiveUpWithoutAnAttemptWhatWaitsForAReceiverThatIsLeftAlone() throws SQLException {
        receiver.behave(Manner.FAILS);
        UUID _ = rule(fleet, everywhere(), 0);
        JsonObject route = route(receiver, "warning");
        send(0, 5);
        await().atMost(PATIENCE).until(() -> ofRoute(route, "rests_until") != null);
        asOwner(
                "update alerting.route set rests_until = now() + interval '1 hour' where id = '%s'"
                        .formatted(route.getString("id")));
        wroteAgo("23 hours");
        var upkeep = new DeliveryUpkeep(database, secrets, config);

        var _ = upkeep.run();
        awaitStates("waiting");
        wroteAgo("25 hours");
        var _ = upkeep.run();

        awaitStates("failed");
        assertThat(deliveries().getJsonObject(0).getString("last_error"))
                .isEqualTo("it answered 500");
        assertThat(receiver.requests()).hasSize(5);
    }

    @Test
    void shouldNotLetAReceiverThatStallsHoldUpOthers() throws IOException {
        receiver.behave(Manner.STALLS);
        try (Receiver other = Receiver.open()) {
            UUID _ = rule(fleet, everywhere(), 0);
            JsonObject _ = route(receiver, "warning");
            JsonObject _ = route(other, "warning");

            send(0, 5);
            await().atMost(PATIENCE).until(() -> receiver.requests().size() == 1);
            send(1, 50);

            await().atMost(PATIENCE).until(() -> other.requests().size() == 2);
            // Asked again when its time was over, but of nothing that comes after.
            assertThat(told(receiver)).containsOnly("opened");
        }
    }

    @Test
    void shouldTellOnlyWhatMattersEnough() throws IOException {
        try (Receiver off = Receiver.open();
                Receiver elsewhere = Receiver.open()) {
            UUID _ = rule(fleet, everywhere(), 0);
            ruleOf("warning");
            JsonObject _ = route(receiver, "critical");
            JsonObject _ =
                    keep(
                            admin,
                            Map.of(
                                    "name",
                                    "Off",
                                    "community_id",
                                    fleet.communityId(),
                                    "url",
                                    off.url(),
                                    "pace",
                                    Map.of("group_seconds", 0),
                                    "enabled",
                                    false));
            JsonObject _ = route(Fleet.create(), elsewhere, "info");

            send(0, 5);

            await().atMost(PATIENCE).until(() -> reasons(tank).size() == 2);
            awaitStates("delivered");
            assertThat(new JsonObject(receiver.requests().getFirst().body()).getString("severity"))
                    .isEqualTo("critical");
            assertThat(receiver.requests()).hasSize(1);
            assertThat(off.requests()).isEmpty();
            assertThat(elsewhere.requests()).isEmpty();
        }
    }

    @Test
    void shouldSpareWhatBeganAndEndedWhileWorkWasDone() {
        UUID _ = rule(fleet, everywhere(), 0);
        JsonObject _ = route(receiver, "warning");
        status(1, NodeStatus.MAINTENANCE);

        send(0, 5);
        send(1, 50);

        awaitStates("spared", "spared");
        assertThat(receiver.requests()).isEmpty();
    }

    @Test
    void shouldTellAfterTheWorkWhatStillIsSo() {
        UUID _ = rule(fleet, everywhere(), 0);
        JsonObject _ = route(receiver, "warning");
        status(1, NodeStatus.MAINTENANCE);
        send(0, 5);
        await().atMost(PATIENCE)
                .until(() -> deliveries().encode().contains("\"held\":\"maintenance\""));
        assertThat(receiver.requests()).isEmpty();

        status(2, NodeStatus.ALERT);

        await().atMost(PATIENCE).until(() -> receiver.requests().size() == 1);
        assertThat(told(receiver)).containsExactly("opened");
    }

    @Test
    void shouldGiveUpAfterADayAndTryAgainWhenAsked() {
        receiver.behave(Manner.FAILS);
        UUID _ = rule(fleet, everywhere(), 0);
        JsonObject route = route(receiver, "warning");
        send(0, 5);
        await().atMost(PATIENCE).until(() -> !receiver.requests().isEmpty());

        asOwner(
                "update alerting.delivery set tried_from = tried_from - interval '25 hours' where community_id = '%s'"
                        .formatted(fleet.communityId()));
        awaitStates("failed");
        String id = deliveries().getJsonObject(0).getString("id");
        String writtenAt = deliveries().getJsonObject(0).getString("created_at");
        assertThat(deliveries().getJsonObject(0).getString("last_error"))
                .isEqualTo("it answered 500");
        // Noted after what became of the delivery.
        await().atMost(PATIENCE)
                .until(() ->
                        Objects.equals(ofRoute(route, "failures"), receiver.requests().size()));
        receiver.behave(Manner.TAKES);
        asOwner(
                "update alerting.route set rests_until = null where community_id = '%s'"
                        .formatted(fleet.communityId()));
        retry(id, 202);

        // Tried for as long as a new one, since it is delivered; written when it was.
        awaitStates("delivered");
        assertThat(deliveries().getJsonObject(0).getString("created_at")).isEqualTo(writtenAt);
        retry(id, 409);
        retry(UUID.randomUUID().toString(), 404);
    }

    @Test
    void shouldNotTellABeginningBehindItsEnd() {
        UUID _ = rule(fleet, everywhere(), 0);
        JsonObject _ = route(receiver, "warning");
        send(0, 5);
        send(1, 50);
        awaitStates("delivered", "delivered");
        String id = deliveries().getJsonObject(1).getString("id");
        asOwner("update alerting.delivery set state = 'failed' where id = '%s'".formatted(id));

        retry(id, 409);

        assertThat(receiver.requests()).hasSize(2);
    }

    @Test
    void shouldTryARouteOnDemand() {
        String id = route(receiver, "warning").getString("id");

        String delivery = test(id);

        await().atMost(PATIENCE).until(() -> receiver.requests().size() == 1);
        assertThat(told(receiver)).containsExactly("test");
        assertThat(receiver.requests().getFirst().delivery()).isEqualTo(delivery);
    }

    /** Has them all written so long ago, and due. */
    private void wroteAgo(String time) {
        asOwner(
                """
                update alerting.delivery set due_at = now(), written_by = pg_current_xact_id(),
                    tried_from = now() - interval '%s'
                where community_id = '%s'
                """
                        .formatted(time, fleet.communityId()));
    }

    private @Nullable Object ofRoute(JsonObject route, String field) {
        return given().bearer(admin)
                .get("/api/v1/alert-routes/" + route.getString("id"))
                .path(field);
    }

    private String test(String route) {
        return given().bearer(admin)
                .post("/api/v1/alert-routes/" + route + "/test")
                .then()
                .statusCode(202)
                .extract()
                .path("delivery_id");
    }

    private void send(int minute, double percent) {
        new Alerting(publisher).send(tank, level(minute, percent));
    }

    private void status(long version, NodeStatus status) {
        TestDirectory.publish(
                new StatusEntry(version, tank.id(), status, Alerting.NOON, Alerting.NOON, null));
    }

    private JsonObject route(Receiver to, String leastSeverity) {
        return route(fleet, to, leastSeverity);
    }

    private static JsonObject route(Fleet whose, Receiver to, String leastSeverity) {
        return keep(
                whose.token(Role.COMMUNITY_ADMIN),
                Map.of(
                        "name",
                        "Control room",
                        "community_id",
                        whose.communityId(),
                        "url",
                        to.url(),
                        "pace",
                        Map.of("group_seconds", 0),
                        "least_severity",
                        leastSeverity));
    }

    private static JsonObject keep(String token, Map<String, Object> wish) {
        return new JsonObject(
                given().bearer(token)
                        .asJson()
                        .body(wish)
                        .post("/api/v1/alert-routes")
                        .then()
                        .statusCode(201)
                        .extract()
                        .asString());
    }

    private void ruleOf(String severity) {
        given().bearer(admin)
                .asJson()
                .body(
                        """
                        {"name": "Low", "community_id": "%s", "binding": {"kind": "community"},
                         "condition": {"kind": "threshold", "metric": "water_level_percent", "operator": "lt",
                                       "threshold": 10, "duration_seconds": 0},
                         "severity": "%s"}
                        """
                                .formatted(fleet.communityId(), severity))
                .post("/api/v1/rules")
                .then()
                .statusCode(201);
    }

    private void retry(String id, int status) {
        given().bearer(admin).post("/api/v1/deliveries/" + id + "/retry").then().statusCode(status);
    }

    /** Of this community, newest first. */
    private JsonArray deliveries() {
        return new JsonObject(given().bearer(admin).get("/api/v1/deliveries").asString())
                .getJsonArray("items");
    }

    private void awaitStates(String... states) {
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(
                                        deliveries().stream()
                                                .map(each ->
                                                        ((JsonObject) each).getString("state")))
                                .containsExactly(states));
    }

    private static List<String> told(Receiver receiver) {
        return receiver.requests().stream()
                .map(request -> new JsonObject(request.body()).getString("type"))
                .toList();
    }
}
