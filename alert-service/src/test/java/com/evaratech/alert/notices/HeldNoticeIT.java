package com.evaratech.alert.notices;

import static com.evaratech.alert.Alerting.asOwner;
import static com.evaratech.alert.Alerting.everywhere;
import static com.evaratech.alert.Alerting.level;
import static com.evaratech.alert.Alerting.onNode;
import static com.evaratech.alert.Alerting.rule;
import static com.evaratech.alert.Alerting.texts;
import static com.evaratech.local.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.alert.Alerting;
import com.evaratech.alert.Fleet;
import com.evaratech.alert.deliveries.Receiver;
import com.evaratech.alert.deliveries.Receiver.Manner;
import com.evaratech.alert.people.Person;
import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.directory.NodeStatus;
import com.evaratech.common.directory.StatusEntry;
import com.evaratech.common.reading.ReadingsPublisher;
import com.evaratech.local.testing.TestDirectory;
import com.evaratech.local.testing.WithEvaraServers;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What of all that people see is told to them, and when. */
@QuarkusTest
@WithEvaraServers(schema = "alerting")
class HeldNoticeIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm");

    @Inject ReadingsPublisher publisher;
    @Inject InstantSource clock;

    private final Fleet fleet = Fleet.create();
    private final NodeEntry tank = fleet.tank();
    private final Person asha = Person.of(Role.VIEWER, new Scope.OfCommunity(fleet.communityId()));
    private final Map<String, String> channels = new HashMap<>();
    private final Receiver receiver;

    HeldNoticeIT() throws IOException {
        receiver = Receiver.open();
    }

    @BeforeEach
    void watch() {
        UUID _ = rule(fleet, everywhere(), 0);
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void shouldTellEachChannelWhatItSubscribedTo() {
        UUID other = rule(fleet, everywhere(), 0);
        asOwner("update alerting.rule set severity = 'info' where id = '%s'".formatted(other));
        NodeEntry sump = fleet.sump();
        for (var each :
                Map.<String, Map<String, Object>>of(
                                "all", Map.of("least_severity", "info"),
                                "critical", Map.of("least_severity", "critical"),
                                "sump", Map.of("category", "SUMP"),
                                "tanks", Map.of("kind", "TANK"),
                                "flow", Map.of("kind", "FLOW"),
                                "node", Map.of("node_id", sump.id()),
                                "community", Map.of("community_id", fleet.communityId()),
                                "openings", Map.of("resolved", false))
                        .entrySet()) {
            String channel = asha.channel(receiver.url());
            String _ = asha.subscribes(channel, each.getValue());
            channels.put(each.getKey(), channel);
        }

        send(tank, 0, 5);
        for (String each : List.of("critical", "tanks", "community", "openings")) {
            awaitTold(channel(each), "opened");
        }
        awaitCount(channel("all"), 2);
        send(tank, 1, 50);
        for (String each : List.of("critical", "tanks", "community")) {
            awaitTold(channel(each), "opened", "resolved");
        }
        send(sump, 0, 5);

        awaitTold(channel("node"), "opened");
        awaitTold(channel("critical"), "opened", "resolved", "opened");
        awaitTold(channel("sump"), "opened");
        awaitTold(channel("tanks"), "opened", "resolved", "opened");
        awaitTold(channel("community"), "opened", "resolved", "opened");
        awaitTold(channel("openings"), "opened", "opened");
        // The rule that only informs opens and ends at the same readings.
        awaitCount(channel("all"), 6);
        assertThat(told(channel("flow"))).isEmpty();
    }

    @Test
    void shouldTellAfterTheQuietHoursWhatStillIsSo() {
        String channel = quietChannel();
        String _ = asha.subscribes(channel, Map.of());
        send(tank, 0, 5);
        awaitHeld("quiet_hours");
        NodeEntry other = fleet.sump();
        send(other, 0, 5);
        await().atMost(PATIENCE).until(() -> held().size() >= 2);
        send(other, 1, 50);
        await().atMost(PATIENCE)
                .until(() -> Alerting.reasons(other).equals(List.of("resolved cleared")));

        changes(channel, Map.of());

        awaitTold(channel, "opened");
        assertThat(new JsonObject(receiver.requests().getFirst().body()).getString("node_id"))
                .isEqualTo(tank.id().toString());
    }

    @Test
    void shouldTellWhatIsCriticalWhileQuietHoursHoldAnotherMessage() {
        NodeEntry sump = fleet.sump();
        UUID warning =
                rule(
                        fleet,
                        onNode(sump),
                        """
                        {"kind": "threshold", "metric": "water_level_percent", "operator": "lt",
                         "threshold": 60, "clear_threshold": 70, "duration_seconds": 0}
                        """);
        asOwner("update alerting.rule set severity = 'warning' where id = '%s'".formatted(warning));
        String channel = asha.channel(receiver.url());
        String _ = asha.subscribes(channel, Map.of());
        receiver.behave(Manner.FAILS);
        send(sump, 0, 50);
        await().atMost(PATIENCE).until(() -> !receiver.requests().isEmpty());
        changes(channel, Map.of("quiet_hours", quietHours(false)));
        asOwner(
                "update alerting.delivery set due_at = now() where route_number in (%s)"
                        .formatted(routes()));
        await().atMost(PATIENCE).until(() -> heldMessages().equals(List.of("quiet_hours")));
        receiver.behave(Manner.TAKES);

        send(tank, 0, 5);

        awaitTold(channel, "opened");
        assertThat(new JsonObject(receiver.requests().getLast().body()).getString("severity"))
                .isEqualTo("critical");
        assertThat(heldMessages()).containsExactly("quiet_hours");
        changes(channel, Map.of());
        awaitTold(channel, "opened", "opened");
    }

    @Test
    void shouldTellAfterASilenceWhatStillIsSo() {
        String admin = fleet.token(Role.COMMUNITY_ADMIN);
        String silence =
                given().bearer(admin)
                        .asJson()
                        .body(
                                Map.of(
                                        "community_id",
                                        fleet.communityId(),
                                        "until",
                                        clock.instant().plusSeconds(3_600).toString(),
                                        "reason",
                                        "Cleaning"))
                        .post("/api/v1/silences")
                        .then()
                        .statusCode(201)
                        .extract()
                        .path("id");
        String channel = asha.channel(receiver.url());
        String _ = asha.subscribes(channel, Map.of());
        send(tank, 0, 5);
        awaitHeld("silence");

        given().bearer(admin).post("/api/v1/silences/" + silence + "/end").then().statusCode(200);
        heldIsDue();

        awaitTold(channel, "opened");
    }

    @Test
    void shouldTellAfterTheWorkWhatStillIsSo() {
        status(1, NodeStatus.MAINTENANCE);
        String channel = asha.channel(receiver.url());
        String _ = asha.subscribes(channel, Map.of());
        send(tank, 0, 5);
        awaitHeld("maintenance");

        status(2, NodeStatus.ALERT);
        heldIsDue();

        awaitTold(channel, "opened");
    }

    private String channel(String name) {
        return Objects.requireNonNull(channels.get(name));
    }

    private String quietChannel() {
        return asha.channel(
                Map.of("url", receiver.url(), "group_seconds", 0, "quiet_hours", quietHours(true)));
    }

    /** Hours that it is in the midst of. */
    private Map<String, Object> quietHours(boolean critical) {
        Instant now = clock.instant();
        return Map.of(
                "from",
                CLOCK.format(now.minusSeconds(3_600).atZone(ZoneOffset.UTC)),
                "until",
                CLOCK.format(now.plusSeconds(7_200).atZone(ZoneOffset.UTC)),
                "time_zone",
                "UTC",
                "critical",
                critical);
    }

    /** A channel that tells at once becomes one of these properties. */
    private void changes(String channel, Map<String, ?> properties) {
        Map<String, Object> wish =
                new HashMap<>(Map.of("name", "Other", "url", receiver.url(), "group_seconds", 0));
        wish.putAll(properties);
        asha.puts(Person.CHANNELS + "/" + channel, "*", wish).statusCode(200);
    }

    private String routes() {
        return "select number from alerting.route where owner = '%s'".formatted(asha.subject());
    }

    private List<String> heldMessages() {
        return texts(
                "select held from alerting.delivery where state = 'waiting' and route_number in (%s)"
                        .formatted(routes()));
    }

    private void status(long version, NodeStatus status) {
        TestDirectory.publish(
                new StatusEntry(version, tank.id(), status, Alerting.NOON, Alerting.NOON, null));
    }

    private void send(NodeEntry node, int minute, double percent) {
        new Alerting(publisher).send(node, level(minute, percent));
    }

    private void awaitHeld(String why) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(held()).contains(why));
    }

    private List<String> held() {
        return texts(
                """
                select n.held from alerting.notice n
                join alerting.route r on r.number = n.route_number
                cross join unnest(n.alerts) where r.owner = '%s'
                """
                        .formatted(asha.subject()));
    }

    private void heldIsDue() {
        asOwner(
                """
                update alerting.notice n set due_at = now()
                from alerting.route r where r.number = n.route_number and r.owner = '%s'
                """
                        .formatted(asha.subject()));
    }

    private List<String> told(String channel) {
        List<String> events =
                asha.asks()
                        .get("/api/v1/me/deliveries?state=delivered&channel=" + channel)
                        .path("items.event");
        return events.reversed();
    }

    private int count(String channel) {
        List<Integer> alerts =
                asha.asks()
                        .get("/api/v1/me/deliveries?state=delivered&channel=" + channel)
                        .path("items.alerts");
        return alerts.stream().mapToInt(each -> each).sum();
    }

    private void awaitCount(String channel, int alerts) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(count(channel)).isEqualTo(alerts));
    }

    private void awaitTold(String channel, String... events) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(told(channel)).containsExactly(events));
    }
}
