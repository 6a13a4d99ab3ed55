package com.evaratech.alert.handling;

import static com.evaratech.alert.Alerting.alerts;
import static com.evaratech.alert.Alerting.everywhere;
import static com.evaratech.alert.Alerting.judged;
import static com.evaratech.alert.Alerting.level;
import static com.evaratech.alert.Alerting.phases;
import static com.evaratech.alert.Alerting.reasons;
import static com.evaratech.alert.Alerting.rule;
import static com.evaratech.alert.Alerting.texts;
import static com.evaratech.local.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.evaratech.alert.Alerting;
import com.evaratech.alert.Fleet;
import com.evaratech.common.access.Role;
import com.evaratech.common.alerting.AlertFacts;
import com.evaratech.common.alerting.AlertStream;
import com.evaratech.common.bus.Bus;
import com.evaratech.common.bus.BusConnection;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.reading.Reading;
import com.evaratech.common.reading.ReadingsPublisher;
import com.evaratech.common.stream.StreamId;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.local.testing.http.Response;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithEvaraServers(schema = "alerting")
class HandlingIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject ReadingsPublisher publisher;
    @Inject Bus bus;

    private final Fleet fleet = Fleet.create();
    private final UUID customer = UUID.randomUUID();
    private final NodeEntry tank = fleet.tankOf(customer);
    private final String admin = fleet.token(Role.COMMUNITY_ADMIN);
    private String alert = "";

    @BeforeEach
    void openAnAlert() {
        UUID _ = rule(fleet, everywhere(), 120);
        send(level(0, 5), level(2, 5));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(reasons(tank)).containsExactly("open"));
        alert = given().bearer(admin).get("/api/v1/alerts?node=" + tank.id()).path("items[0].id");
    }

    @Test
    void shouldKeepWhoAcknowledgedFirstAndLeaveItOpen() {
        String person = fleet.customerToken(customer);

        act(person, "acknowledge")
                .statusCode(200)
                .body("state", equalTo("open"))
                .body("acknowledged_at", notNullValue())
                .body("acknowledged_by", notNullValue());
        String by = show().extract().path("acknowledged_by");
        act(admin, "acknowledge").statusCode(200).body("acknowledged_by", equalTo(by));

        show().body("state", equalTo("open")).body("resolved_by", nullValue());
        assertThat(audited()).containsExactly("changed");
        send(level(3, 50));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(reasons(tank)).containsExactly("resolved cleared"));
        show().body("acknowledged_by", equalTo(by));
    }

    @Test
    void shouldEndAnAlertAndTellOfIt() {
        act(admin, "resolve", Map.of("text", "Valve was shut, now open."))
                .statusCode(200)
                .body("state", equalTo("resolved"))
                .body("resolved_reason", equalTo("by_person"))
                .body("resolved_by", notNullValue())
                .body("resolved_at", notNullValue());

        act(admin, "resolve").statusCode(409).body("code", equalTo("alert_not_open"));
        comments(admin).body("items.text", contains("Valve was shut, now open."));
        assertThat(audited()).containsExactly("commented", "changed");
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(told()).containsExactly("opened null", "resolved by_person"));
    }

    @Test
    void shouldRaiseAnewWhatGoesOnAsIfItHadJustBegun() {
        act(admin, "resolve").statusCode(200);

        send(level(3, 4));
        awaitJudged(3);
        assertThat(phases(tank)).containsExactly("pending");
        assertThat(reasons(tank)).containsExactly("resolved by_person");

        send(level(4, 4));
        awaitJudged(4);
        assertThat(reasons(tank)).containsExactly("resolved by_person");
        send(level(5, 4));

        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(reasons(tank)).containsExactly("resolved by_person", "open"));
        assertThat(alerts(tank).getLast()).isEqualTo("open 5");
    }

    @Test
    void shouldLeaveWhatIsOverAlone() {
        act(admin, "resolve").statusCode(200);

        send(level(3, 4), level(4, 90), level(9, 4));
        awaitJudged(9);

        assertThat(reasons(tank)).containsExactly("resolved by_person");
        assertThat(phases(tank)).containsExactly("pending");
    }

    @Test
    void shouldKeepAConversationInItsOrder() {
        say(admin, "Who is on site?").statusCode(201).body("text", equalTo("Who is on site?"));
        say(fleet.customerToken(customer), "I am.").statusCode(201);
        say(admin, "שלום — 水").statusCode(201);

        comments(fleet.token(Role.VIEWER))
                .body("items.text", contains("Who is on site?", "I am.", "שלום — 水"));
        String next =
                given().bearer(admin)
                        .get("/api/v1/alerts/" + alert + "/comments?limit=2")
                        .path("next");
        given().bearer(admin)
                .get("/api/v1/alerts/%s/comments?cursor=%s".formatted(alert, next))
                .then()
                .body("items.text", contains("שלום — 水"));
    }

    @Test
    void shouldRefuseWhatCannotBeKept() {
        say(admin, "").statusCode(400).body("errors.field", equalTo(List.of("text")));
        say(admin, "x".repeat(2_001)).statusCode(400);
        say(admin, "a\u0000b").statusCode(400);
        act(admin, "acknowledge", Map.of("text", " ")).statusCode(400);

        comments(admin).body("items.size()", equalTo(0));
        show().body("acknowledged_at", nullValue());
    }

    @Test
    void shouldNotKnowAlertsOfOthers() {
        String stranger = Fleet.create().token(Role.COMMUNITY_ADMIN);
        String neighbour = fleet.customerToken(UUID.randomUUID());

        for (String other : List.of(stranger, neighbour)) {
            act(other, "acknowledge").statusCode(404);
            say(other, "Hello").statusCode(404);
            given().bearer(other)
                    .get("/api/v1/alerts/" + alert + "/comments")
                    .then()
                    .statusCode(404);
        }
        act(stranger, "resolve").statusCode(404);
        act(neighbour, "resolve").statusCode(403);
        show().body("state", equalTo("open"));
    }

    private void send(Reading... readings) {
        new Alerting(publisher).send(tank, readings);
    }

    private void awaitJudged(int minute) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(judged(tank)).containsOnly("" + minute));
    }

    private Response show() {
        return given().bearer(admin).get("/api/v1/alerts/" + alert).then().statusCode(200);
    }

    private Response comments(String token) {
        return given().bearer(token)
                .get("/api/v1/alerts/" + alert + "/comments")
                .then()
                .statusCode(200);
    }

    private Response act(String token, String act) {
        return given().bearer(token)
                .asJson()
                .post("/api/v1/alerts/%s/%s".formatted(alert, act))
                .then();
    }

    private Response act(String token, String act, Map<String, String> body) {
        return given().bearer(token)
                .asJson()
                .body(body)
                .post("/api/v1/alerts/%s/%s".formatted(alert, act))
                .then();
    }

    private Response say(String token, String text) {
        return act(token, "comments", Map.of("text", text));
    }

    /** What others hear of the alert. */
    private List<String> told() {
        try (BusConnection redis = bus.connect()) {
            return AlertStream.read(redis, StreamId.START, 100_000).events().stream()
                    .filter(event -> event.alert().alertId().toString().equals(alert))
                    .map(event -> event.type().code() + " " + reason(event.alert().ending()))
                    .toList();
        }
    }

    private static @Nullable String reason(AlertFacts.@Nullable Ending ending) {
        return ending == null ? null : ending.reason();
    }

    private List<String> audited() {
        return texts(
                "select action from alerting.audit where subject_id = '%s' order by number"
                        .formatted(alert));
    }
}
