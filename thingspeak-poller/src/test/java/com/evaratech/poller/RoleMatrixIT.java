package com.evaratech.poller;

import static com.evaratech.local.testing.http.Request.given;
import static org.awaitility.Awaitility.await;

import com.evaratech.common.access.Placement;
import com.evaratech.common.access.Role;
import com.evaratech.local.testing.TestTokens;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.local.testing.contract.HeldToContract;
import com.evaratech.local.testing.http.Request;
import com.evaratech.local.testing.route.RouteCases;
import com.evaratech.local.testing.route.RouteCases.Asked;
import com.evaratech.local.testing.route.RouteCases.Case;
import com.evaratech.poller.fixture.TestChannel;
import com.evaratech.poller.fixture.ThingSpeak;
import com.evaratech.poller.fixture.WithThingSpeak;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of the matrix with every role, on things of its own tenant and of another's. */
@QuarkusTest
@HeldToContract
@WithEvaraServers(schema = "polling")
@WithThingSpeak
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoleMatrixIT {

    private static final String SERVICE = "thingspeak-poller";

    private final Placement place =
            new Placement(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID());
    private final Placement elsewhere =
            new Placement(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID());
    private final Map<Role, String> tokens = new EnumMap<>(Role.class);
    private final Map<String, Asked> requests = new HashMap<>();

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final List<TestChannel> mapped = new ArrayList<>();

    static Stream<Case> cases() {
        return RouteCases.of(SERVICE);
    }

    @BeforeEach
    void populate() {
        if (requests.isEmpty()) {
            for (Role role : Role.values()) {
                tokens.put(role, TestTokens.within(role, place));
            }
            fill();
        }
    }

    private void fill() {
        requests.put("GET /api/v1/channels", Asked.anybodys("/api/v1/channels"));
        String own = channel(place);
        String foreign = channel(elsewhere);
        requests.put(
                "GET /api/v1/channels/{id}",
                Asked.named("/api/v1/channels/" + own, "/api/v1/channels/" + foreign));
        requests.put(
                "GET /api/v1/channels/{id}/health",
                Asked.named(
                        "/api/v1/channels/" + own + "/health",
                        "/api/v1/channels/" + foreign + "/health"));
        Map<String, Integer> day = Map.of("days", 1);
        String history = "/api/v1/channels/%s/history";
        for (String node : List.of(own, foreign)) {
            as(Role.SUPERADMIN)
                    .asJson()
                    .body(day)
                    .put(history.formatted(node))
                    .then()
                    .statusCode(202);
        }
        var imported = Asked.named(history.formatted(own), history.formatted(foreign));
        requests.put("PUT /api/v1/channels/{id}/history", imported.with(day));
        requests.put("GET /api/v1/channels/{id}/history", imported);
        requests.put(
                "DELETE /api/v1/channels/{id}/history",
                Asked.named(
                        history.formatted(channel(place)), history.formatted(channel(elsewhere))));
        var preview =
                Asked.named(
                        "/api/v1/nodes/" + own + "/channel/preview",
                        "/api/v1/nodes/" + foreign + "/channel/preview");
        requests.put("GET /api/v1/nodes/{id}/channel/preview", preview);
        requests.put(
                "POST /api/v1/nodes/{id}/channel/preview",
                preview.with(
                        Map.of(
                                "channel_id",
                                mapped.getFirst().id(),
                                "fields",
                                List.of(Map.of("field", 1, "metric", "water_level_cm")))));
    }

    @AfterAll
    void endPolling() {
        mapped.forEach(TestChannel::remove);
    }

    /** The node that it feeds. */
    private String channel(Placement where) {
        var channel = TestChannel.of("TANK", "OHT", where).withInterval(3_600);
        ThingSpeak.create(channel.id());
        mapped.add(channel);
        channel.publish();
        var node = channel.node().id().toString();
        await().atMost(PATIENCE)
                .until(() ->
                        as(Role.SUPERADMIN).get("/api/v1/channels/" + node).statusCode() == 200);
        return node;
    }

    @Test
    void shouldKnowARequestForEveryRow() {
        RouteCases.requireWhole(SERVICE, requests.keySet());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void shouldAnswerAsTheMatrixSays(Case each) {
        if (each.role() == null) {
            String path =
                    each.route().template().replaceAll("\\{[a-z_]+}", UUID.randomUUID().toString());
            RouteCases.judge(each, false, send(given(), each, path, null));
        } else if (RouteCases.goesByRoles(each.route())) {
            var asked = Objects.requireNonNull(requests.get(each.route().toString()));
            RouteCases.judge(
                    each, false, send(as(each.role()), each, asked.own(), asked.ownBody()));
            if (asked.foreign() != null) {
                RouteCases.judge(
                        each,
                        true,
                        send(as(each.role()), each, asked.foreign(), asked.foreignBody()));
            }
        }
    }

    private Request as(Role role) {
        return given().bearer(Objects.requireNonNull(tokens.get(role))).header("If-Match", "*");
    }

    private static int send(
            Request request, Case each, String path, @Nullable Map<String, ?> body) {
        var filled = body == null ? request : request.asJson().body(body);
        return filled.request(each.route().method(), path).statusCode();
    }
}
