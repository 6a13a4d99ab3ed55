package com.evaratech.alert.deliveries;

import static com.evaratech.alert.Alerting.asOwner;
import static com.evaratech.alert.Alerting.everywhere;
import static com.evaratech.alert.Alerting.level;
import static com.evaratech.alert.Alerting.reasons;
import static com.evaratech.alert.Alerting.rule;
import static com.evaratech.alert.Alerting.texts;
import static com.evaratech.local.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsInAnyOrder;

import com.evaratech.alert.Alerting;
import com.evaratech.alert.Fleet;
import com.evaratech.common.access.Role;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.directory.NodeStatus;
import com.evaratech.common.directory.StatusEntry;
import com.evaratech.common.reading.ReadingsPublisher;
import com.evaratech.local.testing.TestDirectory;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.local.testing.http.Response;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Escalation, reminders, and what opens again and again. */
@QuarkusTest
@WithEvaraServers(schema = "alerting")
class PaceIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject ReadingsPublisher publisher;
    @Inject DeliveryReminders reminders;

    private final Fleet fleet = Fleet.create();
    private final NodeEntry tank = fleet.tank();
    private final String admin = fleet.token(Role.COMMUNITY_ADMIN);
    private final Receiver receiver;

    PaceIT() throws IOException {
        receiver = Receiver.open();
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void shouldCallOthersWhenNobodyAcknowledges() {
        UUID _ = rule(fleet, everywhere(), 0);
        route(Map.of("group_seconds", 0, "after_minutes", 10));
        send(0, 5);
        awaitStates("waiting");
        assertThat(receiver.requests()).isEmpty();

        minutesPass(10);
        awaitTold("opened");
        send(1, 50);
        awaitTold("opened", "resolved");
    }

    @Test
    void shouldNotCallOthersWhenSomebodySeesToItOrItIsOver() {
        UUID _ = rule(fleet, everywhere(), 0);
        route(Map.of("group_seconds", 0, "after_minutes", 10));
        send(0, 5);
        awaitStates("waiting");
        String alert = given().bearer(admin).get("/api/v1/alerts?state=open").path("items[0].id");
        post("/api/v1/alerts/" + alert + "/acknowledge", Map.of()).statusCode(200);
        minutesPass(10);
        awaitStates("spared");

        send(1, 50);
        send(2, 5);
        awaitStates("waiting", "spared");
        send(3, 50);
        awaitStates("waiting", "waiting", "spared");
        minutesPass(10);
        awaitStates("spared", "spared", "spared");
        assertThat(receiver.requests()).isEmpty();
    }

    @Test
    void shouldNotCallOthersWhileWorkIsDone() {
        UUID _ = rule(fleet, everywhere(), 0);
        route(Map.of("group_seconds", 0, "after_minutes", 10));
        send(0, 5);
        awaitStates("waiting");

        status(1, NodeStatus.MAINTENANCE);
        minutesPass(10);
        await().atMost(PATIENCE).until(() -> texts(held()).contains("maintenance"));
        assertThat(receiver.requests()).isEmpty();

        status(2, NodeStatus.ALERT);
        awaitTold("opened");
    }

    @Test
    void shouldTellAgainWhatNobodyAcknowledgesAndNothingElse() throws SQLException {
        UUID _ = rule(fleet, everywhere(), 0);
        route(Map.of("group_seconds", 0, "repeat_minutes", 5));
        send(0, 5);
        awaitStates("delivered");
        int _ = reminders.remind();
        send(1, 4);

        toldMinutesAgo(5);
        int _ = reminders.remind();
        awaitTold("opened", "reminder");
        awaitStates("delivered", "delivered");

        send(2, 50);
        awaitTold("opened", "reminder", "resolved");
        awaitStates("delivered", "delivered", "delivered");
        toldMinutesAgo(5);
        int _ = reminders.remind();
        awaitStates("delivered", "delivered", "delivered");
    }

    @Test
    void shouldTellAgainAfterAReminderThatFailed() throws SQLException {
        UUID _ = rule(fleet, everywhere(), 0);
        route(Map.of("group_seconds", 0, "repeat_minutes", 5));
        send(0, 5);
        awaitStates("delivered");
        receiver.behave(Receiver.Manner.FAILS);
        toldMinutesAgo(5);
        int _ = reminders.remind();
        await().atMost(PATIENCE).until(() -> receiver.requests().size() >= 2);
        triedSinceYesterday();
        awaitStates("failed", "delivered");
        receiver.behave(Receiver.Manner.TAKES);

        leftAlone("now() + interval '1 hour'");
        endedMinutesAgo(5);
        int _ = reminders.remind();
        awaitStates("failed", "delivered");
        leftAlone("null");
        int _ = reminders.remind();

        awaitStates("delivered", "failed", "delivered");
    }

    @Test
    void shouldRemindNobodyWhileWorkIsDone() throws SQLException {
        UUID _ = rule(fleet, everywhere(), 0);
        route(Map.of("group_seconds", 0, "repeat_minutes", 5));
        send(0, 5);
        awaitTold("opened");
        awaitStates("delivered");

        status(1, NodeStatus.MAINTENANCE);
        toldMinutesAgo(5);
        int _ = reminders.remind();
        await().atMost(PATIENCE).until(() -> texts(held()).contains("maintenance"));
        awaitTold("opened");

        status(2, NodeStatus.ALERT);
        awaitTold("opened", "reminder");
    }

    @Test
    void shouldTellOfWhatFlapsOnceInItsTime() {
        UUID _ = rule(fleet, everywhere(), 0);
        route(Map.of("group_seconds", 0, "cooldown_minutes", 30));
        send(0, 5);
        send(1, 50);
        awaitTold("opened", "resolved");

        send(2, 5);
        await().atMost(PATIENCE).until(() -> texts(held()).contains("cooldown"));
        send(3, 50);
        await().atMost(PATIENCE).until(() -> reasons(tank).size() == 2);
        awaitStates("waiting", "waiting", "delivered", "delivered");
        toldMinutesAgo(30);
        minutesPass(30);
        awaitStates("spared", "spared", "delivered", "delivered");

        send(4, 5);
        awaitTold("opened", "resolved", "opened");
    }

    @Test
    void shouldSayWhatAPaceMayBe() {
        post(
                        "/api/v1/alert-routes",
                        wish(
                                Map.of(
                                        "group_seconds",
                                        3_601,
                                        "after_minutes",
                                        -1,
                                        "repeat_minutes",
                                        4,
                                        "cooldown_minutes",
                                        1_441)))
                .statusCode(400)
                .body(
                        "errors.field",
                        containsInAnyOrder(
                                "pace.group_seconds",
                                "pace.after_minutes",
                                "pace.repeat_minutes",
                                "pace.cooldown_minutes"));
    }

    private void send(int minute, double percent) {
        new Alerting(publisher).send(tank, level(minute, percent));
    }

    private void status(long version, NodeStatus status) {
        TestDirectory.publish(
                new StatusEntry(version, tank.id(), status, Alerting.NOON, Alerting.NOON, null));
    }

    /** What waits is due so much sooner. */
    private void minutesPass(int minutes) {
        asOwner(
                """
                update alerting.delivery set due_at = due_at - interval '%d minutes',
                    written_by = pg_current_xact_id()
                where community_id = '%s' and state = 'waiting'
                """
                        .formatted(minutes, fleet.communityId()));
    }

    private void triedSinceYesterday() {
        asOwner(
                """
                update alerting.delivery set tried_from = tried_from - interval '25 hours', due_at = now(),
                    written_by = pg_current_xact_id()
                where community_id = '%s' and state = 'waiting'
                """
                        .formatted(fleet.communityId()));
    }

    private void endedMinutesAgo(int minutes) {
        asOwner(
                """
                update alerting.delivery set ended_at = ended_at - interval '%d minutes'
                where community_id = '%s' and state = 'failed'
                """
                        .formatted(minutes, fleet.communityId()));
    }

    private void leftAlone(String until) {
        asOwner(
                "update alerting.route set rests_until = %s where community_id = '%s'"
                        .formatted(until, fleet.communityId()));
    }

    private void toldMinutesAgo(int minutes) {
        asOwner(
                """
                update alerting.delivery set ended_at = ended_at - interval '%d minutes'
                where community_id = '%s' and state = 'delivered'
                """
                        .formatted(minutes, fleet.communityId()));
    }

    private String held() {
        return "select held from alerting.delivery where state = 'waiting' and community_id = '%s'"
                .formatted(fleet.communityId());
    }

    private void route(Map<String, Integer> pace) {
        post("/api/v1/alert-routes", wish(pace)).statusCode(201);
    }

    private Map<String, Object> wish(Map<String, Integer> pace) {
        return Map.of(
                "name",
                "Control room",
                "community_id",
                fleet.communityId(),
                "url",
                receiver.url(),
                "pace",
                pace);
    }

    private Response post(String path, Map<String, ?> body) {
        return given().bearer(admin).asJson().body(body).post(path).then();
    }

    /** Of this community, newest first. */
    private void awaitStates(String... states) {
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(
                                        given().bearer(admin)
                                                .get("/api/v1/deliveries")
                                                .jsonPath()
                                                .getList("items.state"))
                                .isEqualTo(List.of(states)));
    }

    private void awaitTold(String... types) {
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(receiver.requests())
                                .extracting(
                                        request -> new JsonObject(request.body()).getString("type"))
                                .containsExactly(types));
    }
}
