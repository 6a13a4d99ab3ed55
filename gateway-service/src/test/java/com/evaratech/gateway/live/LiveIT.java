package com.evaratech.gateway.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.common.access.Placement;
import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.common.bus.Command;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.directory.Profile;
import com.evaratech.common.stream.StreamFunctions;
import com.evaratech.gateway.routing.Gateway;
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
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Protocol;

@QuarkusTest
@WithEvaraServers(schema = "")
class LiveIT {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String TRACEPARENT = "00-" + TRACE + "-b7ad6b7169203331-01";

    @Inject Fleet fleet;
    @Inject MeterRegistry metrics;
    @Inject LiveSessions sessions;

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
    void shouldSendAReadingAsItComesAndGoOnWithItsTrace() {
        try (var client = LiveClient.connect(viewer()).subscribe("all")) {
            assertThat(client.protocol()).isEqualTo("evara.v1");

            fleet.accept(tank, 182.5, TRACEPARENT);

            var reading = client.awaitReadings(1).readings().getFirst();
            assertThat(reading.getString("node_id")).isEqualTo(tank.id().toString());
            assertThat(reading.getString("recorded_at")).isEqualTo(Fleet.NOON.toString());
            assertThat(reading.getJsonObject("values"))
                    .isEqualTo(new JsonObject().put("water_level_cm", 182.5));
            assertThat(reading.getString("traceparent"))
                    .matches("00-" + TRACE + "-[0-9a-f]{16}-01")
                    .isNotEqualTo(TRACEPARENT);
        }
    }

    @Test
    void shouldSendAlerts() {
        var elsewhere = fleet.tank(Fleet.community());
        try (var client = LiveClient.connectByHeader(viewer()).subscribe("all")) {
            fleet.alert(elsewhere, TRACEPARENT);
            fleet.alert(tank, TRACEPARENT);

            var alert = client.awaitMessage("alert").messages().getLast();
            assertThat(alert.getString("event")).isEqualTo("opened");
            assertThat(alert.getString("node_id")).isEqualTo(tank.id().toString());
            assertThat(alert.getString("severity")).isEqualTo("critical");
            assertThat(alert.getString("rule_name")).isEqualTo("runs dry");
            assertThat(alert.getDouble("value")).isEqualTo(12);
            assertThat(alert.getString("traceparent")).contains(TRACE);
            assertThat(client.messages()).hasSize(2);
        }
    }

    @Test
    void shouldSendOnlyWhatWasAskedFor() {
        var neighbour = fleet.tank(place);
        var distributor = new Scope.OfDistributor(place.distributorId());
        var other = new Placement(place.distributorId(), UUID.randomUUID(), null);
        var elsewhere = fleet.tank(other);
        var token = TestTokens.person(Role.DISTRIBUTOR, distributor);
        try (var ofNode =
                        LiveClient.connect(token)
                                .subscribeToNodes(List.of(neighbour.id().toString()));
                var ofCommunity =
                        LiveClient.connect(token)
                                .subscribe(
                                        Map.of(
                                                "communities",
                                                List.of(other.communityId().toString())));
                var ofAll = LiveClient.connect(token).subscribe("all")) {
            List.of(tank, neighbour, elsewhere).forEach(node -> fleet.accept(node, 1));

            assertThat(nodes(ofAll.awaitReadings(3)))
                    .containsExactlyInAnyOrder(id(tank), id(neighbour), id(elsewhere));
            assertThat(nodes(ofNode.awaitReadings(1))).containsExactly(id(neighbour));
            assertThat(nodes(ofCommunity.awaitReadings(1))).containsExactly(id(elsewhere));

            var _ = ofNode.subscribeToNodes(List.of(id(tank)));
            await().atMost(LiveClient.PATIENCE)
                    .until(() ->
                            ofNode.messages().getLast().getString("type").equals("subscribed"));
            fleet.accept(neighbour, 2);
            fleet.accept(tank, 2);
            assertThat(nodes(ofNode.awaitReadings(2))).containsExactly(id(neighbour), id(tank));
        }
    }

    @Test
    void shouldNeverSendWhatIsAnotherTenants() {
        var foreign = Fleet.community();
        var theirs = fleet.tank(foreign);
        var ask =
                List.of(
                        "all",
                        Map.of("nodes", List.of(id(tank), id(theirs))),
                        Map.of(
                                "communities",
                                List.of(
                                        place.communityId().toString(),
                                        foreign.communityId().toString())));
        for (var what : ask) {
            try (var ours = LiveClient.connect(viewer()).subscribe(what);
                    var others = LiveClient.connect(viewerOf(foreign)).subscribe(what)) {
                fleet.accept(theirs, 1);
                fleet.accept(tank, 1);
                fleet.accept(theirs, 2);
                fleet.accept(tank, 2);

                assertThat(nodes(ours.awaitReadings(2))).containsExactly(id(tank), id(tank));
                assertThat(nodes(others.awaitReadings(2))).containsExactly(id(theirs), id(theirs));
            }
        }
    }

    @Test
    void shouldSendACustomerOnlyTheirOwn() {
        var customer = UUID.randomUUID();
        var own = fleet.tank(new Placement(place.distributorId(), place.communityId(), customer));
        var token =
                TestTokens.person(
                        Role.CUSTOMER, new Scope.OfCustomer(customer, place.communityId()));
        try (var client = LiveClient.connect(token).subscribe("all")) {
            fleet.accept(tank, 1);
            fleet.accept(own, 1);

            assertThat(nodes(client.awaitReadings(1))).containsExactly(id(own));
        }
    }

    @Test
    void shouldEndWhenTheProfileIsDisabled() {
        var person = UUID.randomUUID();
        var scope = new Scope.OfCommunity(place.communityId());
        TestDirectory.publish(person, new Profile(1, Role.VIEWER, scope, true));
        try (var client = LiveClient.connect(TestTokens.of(person)).subscribe("all");
                var other = LiveClient.connect(viewer()).subscribe("all")) {
            TestDirectory.publish(person, new Profile(2, Role.VIEWER, scope, false));

            client.awaitClose(4403);
            fleet.accept(tank, 1);
            assertThat(other.awaitReadings(1).isOpen()).isTrue();
            assertThat(client.readings()).isEmpty();
        }
    }

    @Test
    void shouldFollowTheScopeOfTheProfile() {
        var person = UUID.randomUUID();
        var elsewhere = fleet.tank(Fleet.community());
        TestDirectory.publish(
                person,
                new Profile(1, Role.VIEWER, new Scope.OfCommunity(place.communityId()), true));
        try (var client = LiveClient.connect(TestTokens.of(person)).subscribe("all")) {
            var moved = new Scope.OfCommunity(elsewhere.placement().communityId());
            TestDirectory.publish(person, new Profile(2, Role.VIEWER, moved, true));
            // Told to the connection on the follower's thread, just after the directory answers it.
            await().atMost(LiveClient.PATIENCE)
                    .until(() -> {
                        fleet.accept(elsewhere, 1);
                        return !client.readings().isEmpty();
                    });
            var before = client.readings().size();

            fleet.accept(tank, 2);
            fleet.accept(elsewhere, 2);

            var _ = client.awaitReadings(before + 1);
            assertThat(nodes(client)).containsOnly(id(elsewhere));
        }
    }

    @Test
    void shouldEndWhenTheTokenExpires() {
        var person = UUID.randomUUID();
        TestDirectory.publish(
                person,
                new Profile(1, Role.VIEWER, new Scope.OfCommunity(place.communityId()), true));
        var token = TestTokens.of(person, Duration.ofSeconds(8));
        try (var client = LiveClient.connect(token).subscribe("all")) {
            assertThat(client.isOpen()).isTrue();

            client.awaitClose(4401);
        }
    }

    @Test
    void shouldLetNobodyInWithoutAGenuineToken() {
        var person = UUID.randomUUID();

        assertThat(LiveClient.refusal(null, "")).isEqualTo(401);
        assertThat(LiveClient.refusal("dev-bypass-superadmin", "")).isEqualTo(401);
        assertThat(LiveClient.refusal(TestTokens.expired(person), "")).isEqualTo(401);
        assertThat(LiveClient.refusal(null, "?token=" + viewer())).isEqualTo(401);
        assertThat(LiveClient.refusal(null, "?access_token=" + viewer())).isEqualTo(401);
        assertThat(LiveClient.refusal(TestTokens.of(person), "")).isEqualTo(403);
    }

    @Test
    void shouldSpeakNothingButWebSocket() {
        var answer = Gateway.send(Gateway.request(LiveRoute.PATH, viewer()));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Gateway.json(answer).getString("code")).isEqualTo("no_websocket");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello", "{}", "{\"subscribe\":\"everything\"}"})
    void shouldSayWhatIsWrongWithAMessageAndEnd(String message) {
        try (var client = LiveClient.connect(viewer())) {
            client.say(message);

            client.awaitClose(4400);
            var error = client.messages().getLast();
            assertThat(error.getString("type")).isEqualTo("error");
            assertThat(error.getString("detail")).contains("\"subscribe\": \"all\"");
        }
    }

    @Test
    void shouldEndWhenAMessageIsNoText() {
        try (var client = LiveClient.connect(viewer())) {
            client.sayBytes();

            client.awaitClose(1003);
        }
    }

    @Test
    void shouldEndWhenAMessageIsTooLarge() {
        try (var client = LiveClient.connect(viewer()).subscribe("all")) {
            client.say(" ".repeat(100_000));

            client.awaitClose(1009);
        }
    }

    @Test
    void shouldLetASlowClientGoAndNobodyElse() {
        var busy = fleet.tank(place);
        try (var slow = LiveClient.connectWithoutReading(viewer());
                var other = LiveClient.connect(viewer()).subscribeToNodes(List.of(id(tank)))) {
            slow.say(
                    new JsonObject().put("subscribe", Map.of("nodes", List.of(id(busy)))).encode());
            var before = endedFor("too_slow");

            await().atMost(Duration.ofMinutes(1))
                    .until(() -> {
                        fleet.acceptPage(busy);
                        return endedFor("too_slow") > before;
                    });
            // Before its time to leave is over.
            slow.readOn();
            slow.awaitClose(1013);
            fleet.accept(tank, 1);
            var _ = other.awaitReadings(1);
        }
    }

    @Test
    void shouldTellOfAnOutageAndGoOnAfterIt() {
        try (var client = LiveClient.connect(viewer()).subscribe("all")) {
            try (var _ = TestServer.REDIS.stopped()) {
                var _ = client.awaitMessage("paused");
            }
            var _ = client.awaitMessage("reset");
            fleet.accept(tank, 3);

            assertThat(client.awaitReadings(1).messages())
                    .extracting(message -> message.getString("type"))
                    .containsExactly("subscribed", "paused", "reset", "reading");
        }
    }

    @Test
    void shouldTellOfABusThatCameBackEmpty() {
        var functions = new StreamFunctions(fleet.readings());
        var partition = fleet.readings().partitionOf(tank.number());
        var keys = fleet.readings().keys(partition);
        try (var redis = fleet.bus().connect();
                var client = LiveClient.connect(viewer()).subscribe("all")) {
            var _ = functions.open(redis, partition);
            fleet.accept(tank, 1);
            var _ = client.awaitReadings(1);

            var _ =
                    redis.call(
                            Command.of(Protocol.Command.DEL).arg(keys.stream()).arg(keys.facts()));
            var _ = functions.open(redis, partition);

            var _ = client.awaitMessage("paused").awaitMessage("reset");
            fleet.accept(tank, 2);
            var _ = client.awaitReadings(2);
        }
    }

    @Test
    void shouldBoundTheConnectionsOfOnePerson() {
        var token = viewer();
        var clients = IntStream.range(0, 8).mapToObj(i -> LiveClient.connect(token)).toList();
        try {
            assertThat(LiveClient.refusal(token, "")).isEqualTo(429);
            LiveClient.connect(viewer()).close();

            clients.getFirst().close();

            await().atMost(LiveClient.PATIENCE)
                    .ignoreExceptions()
                    .until(() -> {
                        LiveClient.connect(token).close();
                        return true;
                    });
        } finally {
            clients.forEach(LiveClient::close);
        }
    }

    private double endedFor(String reason) {
        return metrics.counter("evara.live.ended", "reason", reason).count();
    }

    private String viewer() {
        return viewerOf(place);
    }

    private static String viewerOf(Placement place) {
        return TestTokens.person(Role.VIEWER, new Scope.OfCommunity(place.communityId()));
    }

    private static String id(NodeEntry node) {
        return node.id().toString();
    }

    private static List<String> nodes(LiveClient client) {
        return client.readings().stream().map(reading -> reading.getString("node_id")).toList();
    }
}
