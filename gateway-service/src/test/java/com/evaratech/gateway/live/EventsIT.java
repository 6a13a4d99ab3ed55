package com.evaratech.gateway.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.common.access.Placement;
import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.directory.NodeStatus;
import com.evaratech.common.directory.Profile;
import com.evaratech.common.directory.StatusEntry;
import com.evaratech.gateway.routing.Gateway;
import com.evaratech.gateway.routing.KeptConnection;
import com.evaratech.local.testing.TestDirectory;
import com.evaratech.local.testing.TestServer;
import com.evaratech.local.testing.TestTokens;
import com.evaratech.local.testing.WithEvaraServers;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Live updates as server-sent events, and what was missed of them. */
@QuarkusTest
@WithEvaraServers(schema = "")
class EventsIT {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    @Inject Fleet fleet;
    @Inject LiveSessions sessions;
    @Inject MeterRegistry metrics;

    private Placement place;
    private NodeEntry tank;

    @BeforeEach
    void populate() {
        TestDirectory.markComplete();
        place = Fleet.community();
        tank = fleet.tank(place);
        await().atMost(LiveClient.PATIENCE).until(sessions::isFlowing);
    }

    @Test
    void shouldSendReadingsAndAlertsAsTheyCome() {
        var elsewhere = fleet.tank(Fleet.community());
        try (var client = EventClient.connect(viewer())) {
            assertThat(client.status()).isEqualTo(200);
            assertThat(client.answer().headers().firstValue("Content-Type"))
                    .hasValue("text/event-stream");
            assertThat(client.answer().headers().firstValue("Cache-Control")).hasValue("no-store");
            assertThat(client.answer().headers().firstValue("Content-Encoding")).isEmpty();

            fleet.accept(elsewhere, 1);
            fleet.accept(tank, 182.5);
            fleet.alert(tank, "00-" + TRACE + "-b7ad6b7169203331-01");

            var reading = client.awaitReadings(1).of("reading").getFirst();
            assertThat(reading.getString("node_id")).isEqualTo(tank.id().toString());
            assertThat(reading.getJsonObject("values"))
                    .isEqualTo(new JsonObject().put("water_level_cm", 182.5));
            var alert = client.awaitMessage("alert").of("alert").getFirst();
            assertThat(alert.getString("rule_name")).isEqualTo("runs dry");
            assertThat(alert.getString("traceparent")).contains(TRACE);
            assertThat(client.of("reading")).hasSize(1);
        }
    }

    @Test
    void shouldSendOnlyTheTopicsAndNodesThatWereAskedFor() {
        var neighbour = fleet.tank(place);
        var query = "?topics=status,alerts&nodes=" + tank.id();
        try (var client = EventClient.connect(viewer(), query, null).awaitMessage("subscribed");
                var others =
                        EventClient.connect(viewerOf(Fleet.community()), query, null)
                                .awaitMessage("subscribed")) {
            fleet.accept(tank, 1);
            TestDirectory.publish(status(neighbour, 1, NodeStatus.ONLINE));
            TestDirectory.publish(status(tank, 1, NodeStatus.OFFLINE));

            var status = client.awaitMessage("status").of("status").getFirst();
            assertThat(status.getString("node_id")).isEqualTo(tank.id().toString());
            assertThat(status.getString("status")).isEqualTo("OFFLINE");
            assertThat(status.getString("since")).isEqualTo(Fleet.NOON.toString());
            fleet.alert(tank, "");
            var _ = client.awaitMessage("alert");
            assertThat(types(client)).containsExactly("subscribed", "status", "alert");
            assertThat(types(others)).containsExactly("subscribed");
        }
    }

    @Test
    void shouldSendWhatWasMissedAndNothingOfItToOthers() {
        var theirs = fleet.tank(Fleet.community());
        String place = afterOneReading();
        fleet.accept(tank, 2);
        fleet.accept(theirs, 2);
        fleet.alert(tank, "");
        try (var client = EventClient.connect(viewer(), "", place)) {
            fleet.accept(tank, 3);

            await().atMost(LiveClient.PATIENCE)
                    .until(() -> levels(client).containsAll(List.of(2.0, 3.0)));
            assertThat(client.awaitMessage("alert").of("alert")).hasSize(1);
            assertThat(client.of("reset")).isEmpty();
            assertThat(client.of("reading"))
                    .extracting(reading -> reading.getString("node_id"))
                    .containsOnly(tank.id().toString());
            assertThat(types(client).getFirst()).isEqualTo("subscribed");
        }
    }

    @Test
    void shouldJudgeByTheScopeOfTodayWhatWasMissed() {
        var person = UUID.randomUUID();
        var elsewhere = fleet.tank(Fleet.community());
        TestDirectory.publish(person, profile(1, place));
        String before;
        try (var client = EventClient.connect(TestTokens.of(person))) {
            before = client.awaitId("");
        }
        fleet.accept(tank, 1);
        fleet.accept(elsewhere, 2);
        TestDirectory.publish(person, profile(2, elsewhere.placement()));

        try (var client = EventClient.connect(TestTokens.of(person), "", before)) {
            assertThat(levels(client.awaitReadings(1))).containsExactly(2.0);
        }
    }

    @Test
    void shouldTellToReadAnewWhoWasAwayForTooLongOrShowsSomethingElse() {
        var old = new Cursor(0, 0, List.of()).text();
        for (String lastId : List.of(old, "1", "%", "A".repeat(5_000))) {
            try (var client = EventClient.connect(viewer(), "", lastId).awaitMessage("reset")) {
                assertThat(types(client)).containsExactly("subscribed", "reset");
                assertThat(client.awaitId("")).isNotEqualTo(lastId);
                fleet.accept(tank, 1);
                var _ = client.awaitReadings(1);
            }
        }
    }

    @Test
    void shouldTellToReadAnewWhoMissedTooMuch() {
        String before = afterOneReading();
        try (var there = EventClient.connect(viewer())) {
            fleet.acceptPage(tank);
            fleet.accept(tank, 2);
            await().atMost(LiveClient.PATIENCE).until(() -> levels(there).contains(2.0));
        }

        try (var client = EventClient.connect(viewer(), "", before).awaitMessage("reset")) {
            assertThat(client.of("reading")).isEmpty();
        }
    }

    @Test
    void shouldTellWebSocketsWhereTheyAreWhenTheyWantToKnow() {
        String token = viewer();
        String before;
        try (var client = LiveClient.connect(token)) {
            client.say("{\"subscribe\":\"all\",\"cursor\":null}");
            before =
                    client.awaitMessage("subscribed")
                            .awaitMessage("cursor")
                            .messages()
                            .getLast()
                            .getString("cursor");
        }
        fleet.accept(tank, 2);

        try (var client = LiveClient.connect(token)) {
            client.say(new JsonObject().put("subscribe", "all").put("cursor", before).encode());

            var messages = client.awaitReadings(1).messages();
            assertThat(messages.getFirst().getString("type")).isEqualTo("subscribed");
            assertThat(
                            client.readings()
                                    .getFirst()
                                    .getJsonObject("values")
                                    .getDouble("water_level_cm"))
                    .isEqualTo(2);
        }
    }

    @Test
    void shouldLookForWhatWasMissedOnceInAWhile() {
        String before = afterOneReading();
        String again = new JsonObject().put("subscribe", "all").put("cursor", before).encode();
        try (var client = LiveClient.connect(viewer())) {
            client.say(again);
            var _ = client.awaitMessage("cursor");
            assertThat(client.messages().getFirst().getString("type")).isEqualTo("subscribed");
            client.say(again);

            var _ = client.awaitMessage("reset");
        }
    }

    @Test
    void shouldSendWhatWasAskedForLast() {
        var neighbour = fleet.tank(place);
        String before = afterOneReading();
        try (var client = LiveClient.connect(viewer())) {
            client.say(
                    new JsonObject()
                            .put("subscribe", new JsonObject().put("nodes", ids(tank)))
                            .put("cursor", before)
                            .encode());
            client.say(
                    new JsonObject()
                            .put("subscribe", new JsonObject().put("nodes", ids(neighbour)))
                            .encode());
            await().atMost(LiveClient.PATIENCE)
                    .until(() -> {
                        fleet.accept(neighbour, 1);
                        return !client.readings().isEmpty();
                    });
            fleet.accept(tank, 2);
            fleet.alert(neighbour, "");

            var _ = client.awaitMessage("alert");
            assertThat(client.readings())
                    .extracting(reading -> reading.getString("node_id"))
                    .containsOnly(neighbour.id().toString());
        }
    }

    @Test
    void shouldCutAClientThatDoesNotReadAndThenGiveItsPlaceBack() {
        await().atMost(LiveClient.PATIENCE).until(() -> connections() == 0);
        try (var slow = KeptConnection.open()) {
            slow.send(
                    """
                    GET %s HTTP/1.1\r
                    Host: evara.test\r
                    Accept: text/event-stream\r
                    Authorization: Bearer %s\r
                    \r
                    """
                            .formatted(EventsRoute.PATH, viewer()));
            await().atMost(LiveClient.PATIENCE).until(slow::hasAnswer);
            double before = tooSlow();
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> {
                        fleet.acceptPage(tank);
                        return tooSlow() > before;
                    });

            await().atMost(LiveClient.PATIENCE).until(() -> connections() == 0);
            assertThat(slow.readToEnd()).contains("\"type\":\"reading\"");
        }
    }

    @Test
    void shouldTellWhoAsksForTheHeadNoMore() {
        var head =
                Gateway.send(
                        Gateway.request(EventsRoute.PATH, viewer())
                                .header("Accept", "text/event-stream")
                                .HEAD());

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValue("Content-Type")).hasValue("text/event-stream");
        assertThat(head.body()).isEmpty();
    }

    @Test
    void shouldEndWithAReasonWhenTheProfileIsDisabled() {
        var person = UUID.randomUUID();
        TestDirectory.publish(person, profile(1, place));
        try (var client = EventClient.connect(TestTokens.of(person))) {
            TestDirectory.publish(
                    person,
                    new Profile(2, Role.VIEWER, new Scope.OfCommunity(place.communityId()), false));

            client.awaitEnd();
            assertThat(client.of("end").getFirst().getString("reason"))
                    .isEqualTo("profile_revoked");
        }
    }

    @Test
    void shouldEndWithAReasonWhenTheTokenExpires() {
        var person = UUID.randomUUID();
        TestDirectory.publish(person, profile(1, place));
        var token = TestTokens.of(person, Duration.ofSeconds(8));
        try (var client = EventClient.connect(token)) {
            client.awaitEnd();

            assertThat(client.of("end").getFirst().getString("reason")).isEqualTo("token_expired");
        }
    }

    @Test
    void shouldTellOfAnOutageAndGoOnAfterIt() {
        try (var client = EventClient.connect(viewer())) {
            try (var _ = TestServer.REDIS.stopped()) {
                var _ = client.awaitMessage("paused");
            }
            var _ = client.awaitMessage("reset");
            fleet.accept(tank, 3);

            assertThat(types(client.awaitReadings(1)))
                    .containsExactly("subscribed", "paused", "reset", "reading");
        }
    }

    @Test
    void shouldBoundTheConnectionsOfOnePersonAndGiveTheirPlacesBack() {
        var token = viewer();
        var clients = IntStream.range(0, 8).mapToObj(i -> EventClient.connect(token)).toList();
        try (var refused = EventClient.connect(token, "", null)) {
            assertThat(refused.status()).isEqualTo(429);
            clients.getFirst().close();

            await().atMost(LiveClient.PATIENCE)
                    .until(() -> {
                        try (var next = EventClient.connect(token, "", null)) {
                            return next.status() == 200;
                        }
                    });
        } finally {
            clients.forEach(EventClient::close);
        }
    }

    @Test
    void shouldRefuseWhatItDoesNotUnderstand() {
        try (var client = EventClient.connect(viewer(), "?topics=weather", null)) {
            assertThat(client.status()).isEqualTo(400);
        }
        var answer = Gateway.send(Gateway.request(EventsRoute.PATH, viewer()));
        assertThat(answer.statusCode()).isEqualTo(406);
        assertThat(Gateway.json(answer).getString("code")).isEqualTo("no_event_stream");
        var inAddress = EventsRoute.PATH + "?access_token=" + viewer();
        assertThat(
                        Gateway.send(
                                        Gateway.request(inAddress)
                                                .header("Accept", "text/event-stream"))
                                .statusCode())
                .isEqualTo(401);
    }

    /** Where somebody is who has heard one reading. */
    private String afterOneReading() {
        try (var client = EventClient.connect(viewer())) {
            fleet.accept(tank, 1);
            return client.awaitIdBehindReadings(1);
        }
    }

    private static StatusEntry status(NodeEntry node, long version, NodeStatus status) {
        return new StatusEntry(version, node.id(), status, Fleet.NOON, null, null);
    }

    private static Profile profile(long version, Placement place) {
        return new Profile(version, Role.VIEWER, new Scope.OfCommunity(place.communityId()), true);
    }

    private static List<Double> levels(EventClient client) {
        return client.of("reading").stream()
                .map(reading -> reading.getJsonObject("values").getDouble("water_level_cm"))
                .toList();
    }

    private static List<String> types(EventClient client) {
        return client.messages().stream().map(message -> message.getString("type")).toList();
    }

    private static List<String> ids(NodeEntry node) {
        return List.of(node.id().toString());
    }

    private double connections() {
        return metrics.get("evara.live.connections").gauge().value();
    }

    private double tooSlow() {
        return metrics.counter("evara.live.ended", "reason", "too_slow").count();
    }

    private String viewer() {
        return viewerOf(place);
    }

    private static String viewerOf(Placement place) {
        return TestTokens.person(Role.VIEWER, new Scope.OfCommunity(place.communityId()));
    }
}
