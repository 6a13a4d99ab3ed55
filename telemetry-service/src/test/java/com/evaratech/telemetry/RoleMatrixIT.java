package com.evaratech.telemetry;

import static com.evaratech.local.testing.http.Request.given;
import static org.awaitility.Awaitility.await;

import com.evaratech.common.access.Placement;
import com.evaratech.common.access.Role;
import com.evaratech.common.directory.DeviceKey;
import com.evaratech.common.directory.DeviceKeyEntry;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.local.testing.TestDeadLetters;
import com.evaratech.local.testing.TestDirectory;
import com.evaratech.local.testing.TestTokens;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.local.testing.contract.HeldToContract;
import com.evaratech.local.testing.http.Request;
import com.evaratech.local.testing.route.RouteCases;
import com.evaratech.local.testing.route.RouteCases.Asked;
import com.evaratech.local.testing.route.RouteCases.Case;
import com.evaratech.telemetry.deletion.Exports;
import com.evaratech.telemetry.ingest.Device;
import io.quarkus.test.junit.QuarkusTest;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of the matrix with every role, on things of its own tenant and of another's. */
@QuarkusTest
@HeldToContract
@WithEvaraServers(schema = "telemetry")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoleMatrixIT {

    private static final String SERVICE = "telemetry-service";

    private final Placement place =
            new Placement(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID());
    private final Placement elsewhere =
            new Placement(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID());
    private final Map<Role, String> tokens = new EnumMap<>(Role.class);
    private final Map<String, Asked> requests = new HashMap<>();

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    static Stream<Case> cases() {
        return RouteCases.of(SERVICE);
    }

    @BeforeEach
    void populate() throws SQLException {
        if (requests.isEmpty()) {
            for (Role role : Role.values()) {
                tokens.put(role, TestTokens.within(role, place));
            }
            fill();
        }
    }

    private void fill() throws SQLException {
        UUID ownId = node(place);
        UUID foreignId = node(elsewhere);
        var own = "/api/v1/nodes/" + ownId;
        var foreign = "/api/v1/nodes/" + foreignId;
        for (var rest : new String[] {"series", "consumption", "export"}) {
            var path = "/api/v1/telemetry/" + rest;
            requests.put(
                    "GET " + path,
                    Asked.named(path + "?nodes=" + ownId, path + "?nodes=" + foreignId));
        }
        var corrections = "/telemetry/corrections";
        requests.put(
                "POST /api/v1/nodes/{id}" + corrections,
                Asked.named(own + corrections, foreign + corrections)
                        .with(
                                Map.of(
                                        "readings",
                                        List.of(
                                                Map.of(
                                                        "recorded_at",
                                                        Clock.systemUTC().instant().toString(),
                                                        "metrics",
                                                        Map.of("ph", 7))))));
        channels(own, foreign);
        imports(ownId, foreignId);
        requests.putAll(TestDeadLetters.requests("telemetry"));
        lists("telemetry/outcomes", "telemetry/latest", "audit/telemetry");
        requests.put(
                "GET /api/v1/telemetry/communities",
                Asked.anybodys("/api/v1/telemetry/communities?metric=water_level_cm"));
        for (var rest :
                new String[] {
                    "/telemetry",
                    "/telemetry/latest",
                    "/telemetry/fills",
                    "/telemetry/pump-runs",
                    "/telemetry/corrections",
                    "/telemetry/outcomes"
                }) {
            requests.put("GET /api/v1/nodes/{id}" + rest, Asked.named(own + rest, foreign + rest));
        }
        requests.put(
                "GET /api/v1/exports/{id}/telemetry",
                Asked.named(
                        "/api/v1/exports/" + Exports.ready(place) + "/telemetry",
                        "/api/v1/exports/" + Exports.ready(elsewhere) + "/telemetry"));
    }

    private void channels(String own, String foreign) {
        var wish = Map.of("fields", List.of(Map.of("field", 1, "metric", "ph")));
        var channel = "/device-channel";
        requests.put(
                "POST /api/v1/nodes/{id}" + channel,
                Asked.named(own + channel, foreign + channel).with(wish));
        var ours = withChannel(place, wish);
        var theirs = withChannel(elsewhere, wish);
        for (var method : new String[] {"GET ", "PUT "}) {
            var asked = Asked.named(ours, theirs);
            requests.put(
                    method + "/api/v1/nodes/{id}" + channel,
                    method.equals("PUT ") ? asked.with(wish) : asked);
        }
        requests.put(
                "POST /api/v1/nodes/{id}" + channel + "/rotation",
                Asked.named(ours + "/rotation", theirs + "/rotation"));
        requests.put("DELETE /api/v1/nodes/{id}" + channel, Asked.named(ours, theirs));
    }

    private void imports(UUID own, UUID foreign) {
        var path = "/api/v1/telemetry/imports";
        lists("telemetry/imports");
        requests.put(
                "POST " + path,
                Asked.placed(
                        path,
                        Map.of("format", "csv", "node_id", own.toString()),
                        Map.of("format", "csv", "node_id", foreign.toString())));
        var ours = path + "/" + imported(own);
        var theirs = path + "/" + imported(foreign);
        for (var row : new String[] {"GET ", "GET /errors", "PUT /content", "DELETE "}) {
            var parts = row.split(" ", 2);
            requests.put(
                    parts[0] + " " + path + "/{id}" + parts[1],
                    Asked.named(ours + parts[1], theirs + parts[1]));
        }
    }

    private String imported(UUID node) {
        return as(Role.SUPERADMIN)
                .asJson()
                .body(Map.of("format", "csv", "node_id", node.toString()))
                .post("/api/v1/telemetry/imports")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private String withChannel(Placement where, Map<String, ?> wish) {
        var path = "/api/v1/nodes/" + node(where) + "/device-channel";
        as(Role.SUPERADMIN).asJson().body(wish).post(path).then().statusCode(201);
        return path;
    }

    private void lists(String... names) {
        for (var name : names) {
            requests.put("GET /api/v1/" + name, Asked.anybodys("/api/v1/" + name));
        }
    }

    /** A tank with one reading. */
    private static UUID node(Placement place) {
        var node =
                new NodeEntry(
                        1,
                        UUID.randomUUID(),
                        ThreadLocalRandom.current().nextLong(1, 1L << 40),
                        "TANK",
                        "OHT",
                        place,
                        List.of());
        var key = DeviceKey.draw(new SecureRandom());
        var entry = new DeviceKeyEntry(1, key.id(), node.id(), key.secretHash());
        TestDirectory.publish(node);
        TestDirectory.publish(entry);
        var device = new Device(node, key, entry, "");
        await().atMost(PATIENCE).until(() -> device.sends("{\"metrics\": {\"ph\": 7}}") == 200);
        var latest = "/api/v1/nodes/" + node.id() + "/telemetry/latest";
        var token = TestTokens.within(Role.SUPERADMIN, place);
        await().atMost(PATIENCE).until(() -> given().bearer(token).get(latest).statusCode() == 200);
        return node.id();
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
        return given().bearer(Objects.requireNonNull(tokens.get(role)));
    }

    private static int send(
            Request request, Case each, String path, @Nullable Map<String, ?> body) {
        // Of a removal that is admitted the next role's case still wants to find the thing.
        var seen = each.route().method().equals("DELETE") ? "\"0\"" : "*";
        var tagged = request.header("If-Match", seen);
        var filled = body == null ? tagged : tagged.asJson().body(body);
        return filled.request(each.route().method(), path).statusCode();
    }
}
