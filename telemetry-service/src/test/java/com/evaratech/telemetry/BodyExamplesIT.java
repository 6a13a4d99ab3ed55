package com.evaratech.telemetry;

import static com.evaratech.local.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.common.directory.DeviceKey;
import com.evaratech.local.testing.TestTokens;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.local.testing.contract.HeldToContract;
import com.evaratech.local.testing.example.BodyExample;
import com.evaratech.local.testing.example.BodyExamples;
import com.evaratech.local.testing.http.Request;
import com.evaratech.local.testing.http.Response;
import com.evaratech.telemetry.ingest.Device;
import com.evaratech.telemetry.thingspeak.OwnChannel;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the API's document shows to be sent is accepted, of every operation with readings. */
@QuarkusTest
@HeldToContract
@WithEvaraServers(schema = "telemetry")
class BodyExamplesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String SHOWN_KEY = "ABCDEFGHIJKLMNOP";
    private static final String SHOWN_TIME = "2026-03-01T06:30:00Z";

    /** A document grows old, and readings may not be older than some time: each is of now. */
    private final Instant now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS);

    /**
     * How an example is sent.
     *
     * @param own what is the sender's, see {@link BodyExample#with}
     */
    private record Sent(Request as, String path, Map<String, ?> own) {}

    static Stream<BodyExample> examples() {
        return BodyExamples.of("telemetry-service");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void shouldAcceptWhatTheDocumentShows(BodyExample example) {
        var tank = Device.tank();
        await().atMost(PATIENCE).until(() -> tank.sends("{\"metrics\": {\"ph\": 7}}") == 200);
        var sent =
                example.route().template().startsWith("/api/")
                        ? sent(example, tank)
                        : sentByOldDevice(example);

        var request = sent.as().header("If-Match", "*").contentType(example.mediaType());
        var body = example.with(sent.own());
        // The test's client writes forms from texts alone, and what it does not know from bytes.
        var filled =
                example.mediaType().equals(FORM)
                        ? request.body(body)
                        : request.body(body.getBytes(StandardCharsets.UTF_8));

        var answer = filled.request(example.route().method(), sent.path());

        assertThat(answer.statusCode())
                .as(answer.asString())
                .matches(example::isPromised, "a success that the document tells");
        assertTaken(example, answer);
    }

    /** Of readings each is answered for itself, or, as ThingSpeak does, by its number alone. */
    private static void assertTaken(BodyExample example, Response answer) {
        switch (example.route().toString()) {
            case "POST /api/v1/telemetry" -> {
                assertThat(answer.jsonPath().getList("results.status")).containsExactly("accepted");
                assertThat(answer.jsonPath().getList("results.errors")).containsOnlyNulls();
            }
            case "POST /update" -> assertThat(answer.asString()).isEqualTo("1");
            case "POST /update.json" -> assertThat(answer.<Integer>path("entry_id")).isEqualTo(1);
            default -> {}
        }
    }

    private Sent sent(BodyExample example, Device tank) {
        var node = "/api/v1/nodes/" + tank.node().id();
        return switch (example.route().toString()) {
            case "POST /api/v1/telemetry" ->
                    new Sent(
                            given().header(DeviceKey.HEADER, tank.key().text()),
                            "/api/v1/telemetry",
                            Map.of("node_id", tank.node().id(), "recorded_at", now.toString()));
            case "POST /api/v1/nodes/{id}/telemetry/corrections" ->
                    superadmins(
                            node + "/telemetry/corrections", Map.of("recorded_at", now.toString()));
            case "POST /api/v1/telemetry/imports" ->
                    superadmins("/api/v1/telemetry/imports", Map.of("node_id", tank.node().id()));
            case "POST /api/v1/nodes/{id}/device-channel" ->
                    superadmins(node + "/device-channel", Map.of());
            case "PUT /api/v1/nodes/{id}/device-channel" ->
                    superadmins(
                            "/api/v1/nodes/%s/device-channel"
                                    .formatted(OwnChannel.create().device().node().id()),
                            Map.of());
            default -> throw new IllegalArgumentException("nobody sends " + example);
        };
    }

    private Sent sentByOldDevice(BodyExample example) {
        var channel = OwnChannel.create();
        var path = example.route().template().replace("{id}", Integer.toString(channel.id()));
        var own = new HashMap<String, Object>();
        if (example.body().isTextual()) {
            own.put(SHOWN_KEY, channel.writeKey());
            if (example.body().asText().contains(SHOWN_TIME)) {
                own.put(SHOWN_TIME, now);
            }
        } else {
            own.put("api_key", channel.writeKey());
            own.put("created_at", now.toString());
            if (example.body().has("write_api_key")) {
                own.put("write_api_key", channel.writeKey());
            }
        }
        return new Sent(given(), path, own);
    }

    private static Sent superadmins(String path, Map<String, ?> own) {
        return new Sent(given().bearer(superadmin()), path, own);
    }

    private static String superadmin() {
        return TestTokens.person(Role.SUPERADMIN, new Scope.Everything());
    }
}
