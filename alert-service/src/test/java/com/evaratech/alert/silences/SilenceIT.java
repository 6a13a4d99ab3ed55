package com.evaratech.alert.silences;

import static com.evaratech.alert.Alerting.asOwner;
import static com.evaratech.alert.Alerting.everywhere;
import static com.evaratech.alert.Alerting.level;
import static com.evaratech.alert.Alerting.reasons;
import static com.evaratech.alert.Alerting.rule;
import static com.evaratech.alert.Alerting.texts;
import static com.evaratech.local.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.evaratech.alert.Alerting;
import com.evaratech.alert.Fleet;
import com.evaratech.alert.deliveries.Receiver;
import com.evaratech.common.access.Role;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.reading.ReadingsPublisher;
import com.evaratech.local.testing.EvaraServers;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.local.testing.http.Response;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithEvaraServers(schema = "alerting")
class SilenceIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String PATH = "/api/v1/silences";

    @Inject ReadingsPublisher publisher;
    @Inject InstantSource clock;

    private final Fleet fleet = Fleet.create();
    private final NodeEntry tank = fleet.tank();
    private final String admin = fleet.token(Role.COMMUNITY_ADMIN);
    private final Receiver receiver;

    SilenceIT() throws IOException {
        receiver = Receiver.open();
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void shouldTellWhatStillIsSoWhenASilenceIsEnded() {
        UUID _ = rule(fleet, everywhere(), 0);
        String _ = route(Map.of());
        String id = silence(Map.of("node_id", tank.id()), 3_600);

        send(0, 5);
        awaitHeld("silence");
        assertThat(reasons(tank)).containsExactly("open");
        assertThat(receiver.requests()).isEmpty();

        post(PATH + "/" + id + "/end", Map.of()).statusCode(200).body("state", equalTo("over"));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(told()).containsExactly("opened"));
        post(PATH + "/" + id + "/end", Map.of())
                .statusCode(409)
                .body("code", equalTo("silence_over"));
    }

    @Test
    void shouldTellWhatStillIsSoWhenASilenceEndsByItself() {
        UUID rule = rule(fleet, everywhere(), 0);
        String _ = route(Map.of());
        String _ = silence(Map.of("rule_id", rule, "severity", "critical"), 3_600);
        send(0, 5);
        awaitHeld("silence");

        timePasses();

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(told()).containsExactly("opened"));
    }

    @Test
    void shouldTellNobodyOfWhatBeganAndEndedInASilence() {
        UUID _ = rule(fleet, everywhere(), 0);
        String _ = route(Map.of());
        String _ = silence(Map.of("category", "OHT"), 3_600);
        send(0, 5);
        awaitHeld("silence");
        send(1, 50);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(reasons(tank)).containsExactly("resolved cleared"));

        timePasses();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(states()).containsExactly("spared", "spared"));
        assertThat(receiver.requests()).isEmpty();
    }

    @Test
    void shouldTellWhatASilenceIsNotAbout() {
        UUID _ = rule(fleet, everywhere(), 0);
        String _ = route(Map.of());
        String _ = silence(Map.of("severity", "info"), 3_600);
        String _ = silence(Map.of("category", "SUMP", "node_id", tank.id()), 3_600);
        String _ = silence(Map.of("node_id", fleet.tank().id()), 3_600);

        send(0, 5);

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(told()).containsExactly("opened"));
    }

    @Test
    void shouldKeepARecordAndListWhatIsInForce() {
        String first = silence(Map.of(), 3_600);
        String second = silence(Map.of("severity", "info"), 3_600);
        post(PATH + "/" + first + "/end", Map.of()).statusCode(200);

        assertThat(ids(PATH)).containsExactly(first, second);
        assertThat(ids(PATH + "?state=current&community=" + fleet.communityId()))
                .containsExactly(second);
        get(PATH + "/" + first).statusCode(200).body("ended_by", equalTo(author(first)));
        assertThat(
                        texts(
                                "select action from alerting.audit where subject_id = '%s' order by number"
                                        .formatted(first)))
                .containsExactly("added", "changed");
    }

    @Test
    void shouldNameAllThatIsWrong() {
        post(PATH, Map.of("until", "2001-01-01T00:00:00Z", "severity", "loud", "category", "POND"))
                .statusCode(400)
                .body(
                        "errors.field",
                        equalTo(
                                List.of(
                                        "community_id",
                                        "until",
                                        "severity",
                                        "category",
                                        "reason")));
        post(PATH, wish(Map.of("rule_id", UUID.randomUUID()), 60))
                .statusCode(400)
                .body("errors.field", equalTo(List.of("rule_id")));
        post(PATH, wish(Map.of("node_id", Fleet.create().tank().id()), 60))
                .statusCode(404)
                .body("code", equalTo("node_not_found"));
        post(PATH, wish(Map.of(), 91 * 86_400))
                .statusCode(400)
                .body("errors.field", equalTo(List.of("until")));
    }

    @Test
    void shouldKeepWhatIsCriticalOutOfQuietHoursOnlyWhenAsked() {
        UUID _ = rule(fleet, everywhere(), 0);
        String passing = route(Map.of("quiet_hours", nowQuiet(false)));
        send(0, 5);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(told()).containsExactly("opened"));
        given().bearer(admin).delete("/api/v1/alert-routes/" + passing).statusCode(204);

        String holding = route(Map.of("quiet_hours", nowQuiet(true)));
        send(1, 50);
        send(2, 5);
        awaitHeld("quiet_hours");
        assertThat(receiver.requests()).hasSize(1);

        assertThat(change(holding, Map.of())).isEqualTo(200);
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(told()).containsExactly("opened", "resolved", "opened"));
    }

    @Test
    void shouldTellWhatWasJustBeingHeldWhenQuietHoursWereTakenAway() throws Exception {
        UUID _ = rule(fleet, everywhere(), 0);
        String route = route(Map.of("quiet_hours", nowQuiet(true)));
        post("/api/v1/alert-routes/" + route + "/test", Map.of()).statusCode(202);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(told()).containsExactly("test"));

        Future<Integer> changed;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var connection = EvaraServers.connectAsOwner("alerting");
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            // Whoever looks knows the quiet hours by now, and goes on when this is over.
            boolean _ = statement.execute("lock table alerting.silence in access exclusive mode");
            awaitLockWanted("relation");
            send(0, 5);
            awaitOne(
                    "alerting.delivery d join alerting.alert a on a.number = d.alert_number"
                            + " where a.node_id = '%s'".formatted(tank.id()));
            // As if it had been there before they looked.
            asOwner(
                    "update alerting.delivery set due_at = due_at - interval '1 minute'"
                            + " where community_id = '%s'".formatted(fleet.communityId()));
            changed = threads.submit(() -> change(route, Map.of()));
            Future<Integer> change = changed;
            await().atMost(PATIENCE).until(() -> change.isDone() || isLockWanted("advisory"));
            connection.rollback();
        }

        assertThat(changed.get()).isEqualTo(200);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(told()).containsExactly("test", "opened"));
        assertThat(
                        texts(
                                "select 1 from alerting.delivery where tried_from > now() and community_id = '%s'"
                                        .formatted(fleet.communityId())))
                .isEmpty();
    }

    /** The end of the community's silences comes, and so does the time of what they hold. */
    private void timePasses() {
        asOwner(
                "update alerting.silence set until_at = now() where community_id = '%s'"
                        .formatted(fleet.communityId()));
        asOwner(
                "update alerting.delivery set due_at = now(), written_by = pg_current_xact_id()"
                        + " where community_id = '%s'".formatted(fleet.communityId()));
    }

    private Map<String, Object> nowQuiet(boolean critical) {
        LocalTime now =
                LocalTime.ofInstant(clock.instant(), ZoneOffset.UTC)
                        .truncatedTo(ChronoUnit.MINUTES);
        return Map.of(
                "from",
                now.minusHours(1).toString(),
                "until",
                now.plusHours(1).toString(),
                "time_zone",
                "UTC",
                "critical",
                critical);
    }

    private static void awaitLockWanted(String kind) {
        await().atMost(PATIENCE).until(() -> isLockWanted(kind));
    }

    private static boolean isLockWanted(String kind) {
        return !texts(
                        "select 1 from pg_locks where not granted and locktype = '%s'"
                                .formatted(kind))
                .isEmpty();
    }

    private static void awaitOne(String from) {
        await().atMost(PATIENCE).until(() -> texts("select 1 from " + from).size() == 1);
    }

    /** Replaces a route; answers the status. */
    private int change(String route, Map<String, ?> more) {
        return given().bearer(admin)
                .asJson()
                .header("If-Match", "*")
                .body(routeWish(more))
                .put("/api/v1/alert-routes/" + route)
                .statusCode();
    }

    private void send(int minute, double percent) {
        new Alerting(publisher).send(tank, level(minute, percent));
    }

    private String silence(Map<String, ?> about, int seconds) {
        return post(PATH, wish(about, seconds)).statusCode(201).extract().path("id");
    }

    private Map<String, Object> wish(Map<String, ?> about, int seconds) {
        Map<String, Object> wish = new HashMap<>(about);
        wish.put("community_id", fleet.communityId());
        wish.put("until", clock.instant().plusSeconds(seconds).toString());
        wish.put("reason", "The tank is cleaned.");
        return wish;
    }

    private String route(Map<String, ?> more) {
        return post("/api/v1/alert-routes", routeWish(more)).statusCode(201).extract().path("id");
    }

    private Map<String, Object> routeWish(Map<String, ?> more) {
        Map<String, Object> wish = new HashMap<>(more);
        wish.put("community_id", fleet.communityId());
        wish.put("name", "Control room");
        wish.put("pace", Map.of("group_seconds", 0));
        wish.put("url", receiver.url());
        return wish;
    }

    private Response post(String path, Map<String, ?> body) {
        return given().bearer(admin).asJson().body(body).post(path).then();
    }

    private Response get(String path) {
        return given().bearer(admin).get(path).then();
    }

    private List<String> ids(String path) {
        return get(path).statusCode(200).extract().jsonPath().getList("items.id");
    }

    private String author(String id) {
        return get(PATH + "/" + id).extract().path("author");
    }

    private void awaitHeld(String why) {
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(
                                        get("/api/v1/deliveries?state=waiting")
                                                .extract()
                                                .jsonPath()
                                                .getList("items.held"))
                                .contains(why));
    }

    private List<String> states() {
        return get("/api/v1/deliveries").extract().jsonPath().getList("items.state");
    }

    private List<String> told() {
        return receiver.requests().stream()
                .map(request -> new JsonObject(request.body()).getString("type"))
                .toList();
    }
}
