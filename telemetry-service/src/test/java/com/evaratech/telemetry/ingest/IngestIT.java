package com.evaratech.telemetry.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.common.directory.CalibrationEntry;
import com.evaratech.common.directory.DeviceKey;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.reading.normalise.Calibration;
import com.evaratech.common.reading.normalise.Calibrations;
import com.evaratech.common.reading.normalise.Curve;
import com.evaratech.local.testing.TestDirectory;
import com.evaratech.local.testing.TestTokens;
import com.evaratech.local.testing.WithEvaraServers;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From a device's request to what people see of it. */
@QuarkusTest
@WithEvaraServers(schema = "telemetry")
class IngestIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject MeterRegistry metrics;

    private final Device device = Device.tank();
    private final Instant now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS);

    @BeforeEach
    void awaitThatReadingsAreTaken() {
        Device.awaitTaken();
    }

    @Test
    void shouldShowWhatADeviceSent() {
        send(reading(now, "\"water_level_cm\": 41.5"))
                .statusCode(200)
                .body("results", hasSize(1))
                .body("results[0].status", equalTo("accepted"));

        awaitStored(1);
        latest().body("metrics.water_level_cm", equalTo(41.5f))
                .body("recorded_at", equalTo(now.toString()));
    }

    @Test
    void shouldCorrectByTheCalibrationOfTheReadingsOwnTime() {
        TestDirectory.publish(
                new CalibrationEntry(
                        device.node().id(),
                        new Calibrations(
                                List.of(
                                        new Calibration(
                                                Metric.WATER_LEVEL_CM,
                                                now.minusSeconds(60),
                                                null,
                                                new Curve.Line(2, 1))))));

        send(reading(now, "\"water_level_cm\": 20, \"ph\": 7")).statusCode(200);
        send(reading(now.minusSeconds(61), "\"water_level_cm\": 20")).statusCode(200);
        send(reading(now.minusSeconds(1), "\"water_level_cm\": 1500"))
                .statusCode(422)
                .body("results[0].reason", equalTo("implausible"));

        awaitStored(2);
        latest().body("metrics.water_level_cm", equalTo(41.0f)).body("metrics.ph", equalTo(7.0f));
        span("").body("items.metrics.water_level_cm", hasItems(20.0f, 41.0f));
    }

    @Test
    void shouldTakeTheAcceptanceTimeWhenNoneIsTold() {
        send("{\"metrics\": {\"ph\": 7}}").statusCode(200);

        awaitStored(1);
        Instant recorded = Instant.parse(latest().extract().path("recorded_at"));
        assertThat(recorded).isBetween(now.minusSeconds(1), now.plusSeconds(30));
    }

    @Test
    void shouldRefuseAReadingOfMoreMetricsThanThereAre() {
        String metrics =
                IntStream.range(0, 33)
                        .mapToObj("\"m%d\": 1"::formatted)
                        .collect(Collectors.joining(","));

        send("{\"metrics\": {\"ph\": 7, %s}}".formatted(metrics))
                .statusCode(422)
                .body("results[0].errors", hasSize(1))
                .body("results[0].errors[0].value", equalTo("34 metrics"))
                .body("results[0].errors[0].allowed", equalTo("at most 32"));
    }

    @Test
    void shouldLoseNothingOfWhatComesBetweenRefusedRequests() {
        Device unregistered = Device.withoutNode();
        Device revoked = Device.tank();
        TestDirectory.revoke(revoked.entry());
        List<IntSupplier> refused =
                List.of(
                        () -> unregistered.sends("{\"metrics\": {\"ph\": 7}}"), // 404
                        () -> revoked.sends("{\"metrics\": {\"ph\": 7}}"), // 401
                        () -> device.sends("{\"metrics\": {\"depth_m\": 7}}"), // 422
                        () -> device.sends("{\"metrics\": {\"ph\": 15}}"), // 422
                        () -> device.sends(reading(now.plusSeconds(600), "\"ph\": 7")), // 422
                        () -> device.sends(reading(now, "\"ph\": NaN")), // 422
                        () -> device.sends(reading(now, "\"ph\": 1e999")), // 422
                        () -> device.sends("{\"metrics\": {\"ph\": 7}"), // 400
                        () -> offers(filledTo((10 << 20) + 1))); // 413

        List<Integer> answers = new ArrayList<>();
        for (int i = 0; i < refused.size(); i++) {
            answers.add(refused.get(i).getAsInt());
            send(reading(now.minusSeconds(i), "\"ph\": 7")).statusCode(200);
        }

        assertThat(answers).containsExactly(404, 401, 422, 422, 422, 422, 422, 400, 413);
        awaitStored(refused.size());
    }

    @Test
    void shouldTakeABodyOfTenMegabytes() {
        assertThat(device.sends(filledTo(10 << 20))).isEqualTo(200);

        awaitStored(1);
    }

    @Test
    void shouldAnswerForEachReadingOfABatch() {
        String long_ago = now.minus(Duration.ofDays(500)).toString();
        send("""
        {"readings": [%s,
          {"recorded_at": "%s", "metrics": {"ph": 7}},
          {"metrics": {"ph": 7}},
          {"recorded_at": "%s", "metrics": {"ph": 99, "tds_ppm": 10, "flow_rate_lpm": 3}},
          {"recorded_at": "%s", "metrics": {"ph": "NaN"}},
          {"recorded_at": "%s", "node_id": "%s", "metrics": {"ph": 7}}]}
        """
                        .formatted(
                                reading(now, "\"ph\": 7"),
                                long_ago,
                                now.minusSeconds(1),
                                now.minusSeconds(2),
                                now.minusSeconds(3),
                                UUID.randomUUID()))
                .statusCode(200)
                .body(
                        "results.status",
                        equalTo(
                                List.of(
                                        "accepted",
                                        "rejected",
                                        "rejected",
                                        "accepted",
                                        "rejected",
                                        "rejected")))
                .body("results[1].reason", equalTo("too_old"))
                .body("results[2].reason", equalTo("not_a_time"))
                .body(
                        "results[3].errors.field",
                        equalTo(List.of("metrics.ph", "metrics.flow_rate_lpm")))
                .body("results[3].errors[0].value", equalTo("99"))
                .body("results[3].errors[0].allowed", equalTo("a number from 0 to 14"))
                .body("results[4].reason", equalTo("not_a_number"))
                .body("results[5].reason", equalTo("foreign_node"));

        awaitStored(2);
    }

    @Test
    void shouldTakeThousandReadingsAtOnceAndNotOneMore() {
        send(batch(1_000)).statusCode(200).body("results", hasSize(1_000));
        send(batch(1_001))
                .statusCode(400)
                .body("errors[0].field", equalTo("readings"))
                .body("errors[0].value", equalTo("1001 readings"));

        awaitStored(1_000);
    }

    @Test
    void shouldCountWhatBecameOfReadings() {
        send(reading(now, "\"ph\": 7")).statusCode(200);
        send(reading(now, "\"ph\": 7")).statusCode(200);

        String superadmin = TestTokens.person(Role.SUPERADMIN, new Scope.Everything());
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        given().auth()
                                .oauth2(superadmin)
                                .get("/api/v1/telemetry/outcomes")
                                .then()
                                .statusCode(200)
                                .body("items.source", hasItem("http"))
                                .body("items.outcome", hasItems("stored", "duplicate")));
        given().auth()
                .oauth2(device.viewer())
                .get("/api/v1/telemetry/outcomes")
                .then()
                .statusCode(403);
        await().atMost(PATIENCE)
                .until(() ->
                        metrics.find("evara.readings")
                                        .tags("source", "http", "outcome", "stored")
                                        .functionCounter()
                                != null);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"metrics\": {\"ph\": 99}} | implausible",
                "{\"metrics\": {\"flow_rate_lpm\": 1}} | unknown_metric",
                "{\"metrics\": {\"ph\": NaN}} | not_a_number",
                "{\"metrics\": {\"ph\": -Infinity}} | not_a_number",
                "{\"metrics\": {\"ph\": 1e308}} | implausible",
                "{\"metrics\": {\"ph\": {\"deep\": [1]}}} | not_a_number",
                "{\"metrics\": {\"ph\": 7, \"ph\": 8}} | duplicate_field",
                "{\"metrics\": {}} | no_value",
                "{\"metrics\": 7} | no_value",
                "{\"recorded_at\": \"yesterday\", \"metrics\": {\"ph\": 7}} | not_a_time",
                "{\"recorded_at\": \"2199-01-01T00:00:00Z\", \"metrics\": {\"ph\": 7}} |"
                        + " in_the_future",
                "{\"ph\": 7} | unknown_metric"
            })
    void shouldAnswer422WhenNothingCanBeAccepted(String body, String reason) {
        send(body)
                .statusCode(422)
                .body("results[0].status", equalTo("rejected"))
                .body("results[0].reason", equalTo(reason))
                .body("results[0].errors[0].allowed", notNullValue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"metrics\": {\"ph\": 7}",
                "{\"metrics\": {\"ph\": 7}} {}",
                "[]",
                "7",
                "{\"readings\": []}",
                "{\"readings\": {}}",
                "{\"readings\": [], \"metrics\": {}}",
                ""
            })
    void shouldRefuseABodyThatIsNoReadings(String body) {
        send(body).statusCode(400).contentType("application/problem+json");
    }

    @Test
    void shouldLetNobodyInWithoutTheNodesKey() {
        DeviceKey other = DeviceKey.draw(new SecureRandom());
        var halfRight = new DeviceKey(device.key().id(), other.secret());
        for (String shown : List.of(other.text(), halfRight.text(), "evk_1", "")) {
            sendWith(shown)
                    .then()
                    .statusCode(401)
                    .contentType("application/problem+json")
                    .body("code", equalTo("invalid_device_key"));
        }
        TestDirectory.revoke(device.entry());
        sendWith(device.key().text()).then().statusCode(401);
    }

    @Test
    void shouldKeepDevicesAndPeopleToTheirOwnRoutes() {
        given().auth()
                .oauth2(device.viewer())
                .contentType("application/json")
                .body("{}")
                .post("/api/v1/telemetry")
                .then()
                .statusCode(401)
                .body("code", equalTo("no_device_key"))
                .body("detail", containsString(DeviceKey.HEADER));
        given().header(DeviceKey.HEADER, device.key().text())
                .get("/api/v1/telemetry/latest")
                .then()
                .statusCode(401)
                .body("code", equalTo("no_token"));
    }

    /** A reading with blanks behind it. */
    private static String filledTo(int bytes) {
        String body = "{\"metrics\": {\"ph\": 7}}";
        return body + " ".repeat(bytes - body.length());
    }

    /** Sends a body only once it is asked for: what is refused unread may end its connection. */
    private int offers(String body) {
        var request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://127.0.0.1:%d/api/v1/telemetry"
                                                .formatted(RestAssured.port)))
                        .expectContinue(true)
                        .timeout(Duration.ofSeconds(30))
                        .header(DeviceKey.HEADER, device.key().text())
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build();
        try (var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            return client.sendAsync(request, BodyHandlers.discarding()).join().statusCode();
        }
    }

    private String batch(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> reading(now.minusSeconds(i), "\"ph\": 7"))
                .collect(Collectors.joining(",", "{\"readings\": [", "]}"));
    }

    private static String reading(Instant at, String metrics) {
        return "{\"recorded_at\": \"%s\", \"metrics\": {%s}}".formatted(at, metrics);
    }

    private ValidatableResponse send(String body) {
        return given().header(DeviceKey.HEADER, device.key().text())
                .contentType("application/json")
                .body(body)
                .post("/api/v1/telemetry")
                .then();
    }

    private static Response sendWith(String key) {
        return given().header(DeviceKey.HEADER, key)
                .contentType("application/json")
                .body("{\"metrics\": {\"ph\": 7}}")
                .post("/api/v1/telemetry");
    }

    private void awaitStored(int count) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> span("?limit=10000").body("items", hasSize(count)));
    }

    private ValidatableResponse span(String query) {
        return given().auth()
                .oauth2(device.viewer())
                .get("/api/v1/nodes/" + device.node().id() + "/telemetry" + query)
                .then()
                .statusCode(200);
    }

    private ValidatableResponse latest() {
        return given().auth()
                .oauth2(device.viewer())
                .get("/api/v1/nodes/" + device.node().id() + "/telemetry/latest")
                .then()
                .statusCode(200);
    }
}
