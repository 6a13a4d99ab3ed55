package com.evaratech.telemetry.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;

import com.evaratech.common.directory.DeviceKey;
import com.evaratech.local.testing.WithEvaraServers;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The forms in which devices send many readings. */
@QuarkusTest
@WithEvaraServers(schema = "telemetry")
class FormsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String JSON = "application/json";
    private static final String LINES = "application/x-ndjson";

    private final Device device = Device.tank();
    private final Instant now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS);

    @BeforeEach
    void awaitThatReadingsAreTaken() {
        Device.awaitTaken();
    }

    @Test
    void shouldTakeAnArray() {
        send(JSON, "[%s, %s, {\"metrics\": {\"ph\": 7}}]".formatted(reading(0), reading(1)))
                .statusCode(200)
                .body("results.status", equalTo(List.of("accepted", "accepted", "rejected")))
                .body("results[2].reason", equalTo("not_a_time"));

        awaitStored(2);
    }

    @Test
    void shouldTakeLinesAndAnswerForEach() {
        String body =
                String.join(
                        "\n",
                        reading(0),
                        "",
                        "{\"metrics\": ",
                        "{\"metrics\": {\"ph\": 7}}",
                        reading(1) + "\r",
                        "{\"recorded_at\": \"2199-01-01T00:00:00Z\", \"metrics\": {\"ph\": 7}}",
                        reading(2));

        send(LINES, body)
                .statusCode(200)
                .body("results.index", equalTo(List.of(0, 1, 2, 3, 4, 5)))
                .body(
                        "results.status",
                        equalTo(
                                List.of(
                                        "accepted",
                                        "rejected",
                                        "rejected",
                                        "accepted",
                                        "rejected",
                                        "accepted")))
                .body("results[1].reason", equalTo("unreadable"))
                .body("results[2].reason", equalTo("not_a_time"))
                .body("results[4].reason", equalTo("in_the_future"));
        awaitStored(3);
    }

    @Test
    void shouldTakeMoreLinesThanAnEntryHas() {
        send(LINES, lines(2_500))
                .statusCode(200)
                .body("results", hasSize(2_500))
                .body("results.status", everyItem(equalTo("accepted")))
                .body("results[2499].index", equalTo(2_499));

        awaitStored(2_500);
    }

    @Test
    void shouldRefuseLinesWithoutAnyReading() {
        send(LINES, "\n \r\n").statusCode(400).body("errors[0].field", equalTo("body"));
        send(LINES, "{}\n").statusCode(422).body("results", hasSize(1));
    }

    @Test
    void shouldUnpackWhatIsPacked() throws IOException {
        sendPacked(JSON, "[%s, %s]".formatted(reading(0), reading(1))).statusCode(200);
        sendPacked(LINES, lines(1_500)).statusCode(200).body("results", hasSize(1_500));

        awaitStored(1_500);
    }

    @Test
    void shouldRefuseWhatUnpacksIntoMoreThanMayBeSent() throws IOException {
        sendPacked(JSON, reading(0) + " ".repeat(11 << 20))
                .statusCode(413)
                .contentType("application/problem+json")
                .body("code", equalTo("body_too_large"));
    }

    @Test
    void shouldKeepTheLinesInFrontOfWhereABodyGrowsTooLarge() throws IOException {
        sendPacked(LINES, reading(0) + "\n" + " ".repeat(11 << 20))
                .statusCode(200)
                .body("results.status", equalTo(List.of("accepted", "rejected")))
                .body("results[1].reason", equalTo("unreadable"));

        awaitStored(1);
    }

    @Test
    void shouldSayWhichFormItCannotRead() {
        device().contentType(JSON)
                .header("Content-Encoding", "br")
                .body(reading(0))
                .post("/api/v1/telemetry")
                .then()
                .statusCode(415)
                .body("code", equalTo("unsupported_media_type"))
                .body("errors[0].field", equalTo("Content-Encoding"))
                .body("errors[0].allowed", equalTo("gzip, identity"));
        device().contentType(JSON)
                .header("Content-Encoding", "gzip")
                .body("no gzip".getBytes(StandardCharsets.UTF_8))
                .post("/api/v1/telemetry")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("body"));
        device().contentType("application/json; charset=utf-16")
                .body(reading(0).getBytes(StandardCharsets.UTF_16))
                .post("/api/v1/telemetry")
                .then()
                .statusCode(415)
                .body("errors[0].field", equalTo("Content-Type"));
        device().contentType(JSON)
                .body("{\"metrics\": {\"é\": 7}}".getBytes(StandardCharsets.ISO_8859_1))
                .post("/api/v1/telemetry")
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
        device().contentType("text/csv")
                .body("ph\n7")
                .post("/api/v1/telemetry")
                .then()
                .statusCode(415);
    }

    @Test
    void shouldAskADeviceThatSendsTooManyReadingsToComeBackAndNoOther() {
        Device mad = Device.tank();
        String body = String.join("\n", Collections.nCopies(50_000, reading(0)));
        assertThat(reasons(mad, body)).hasSize(50_000).containsOnlyNulls();

        // As many at once as a device may; while they are taken, it may send some more.
        Optional<String> refused =
                Stream.generate(() -> reasons(mad, body))
                        .limit(10)
                        .flatMap(reasons -> Stream.ofNullable(reasons.getLast()))
                        .findFirst();

        assertThat(refused).contains("device_too_fast");
        assertThat(device.sends(reading(0))).isEqualTo(200);
    }

    @Test
    void shouldLeaveLinesBehindTheMostForAnotherRequest() {
        send(LINES, String.join("\n", Collections.nCopies(50_001, "{}")))
                .body("results", hasSize(50_001))
                .body("results[999].errors", hasSize(1))
                .body("results[1001].reason", equalTo("not_a_time"))
                .body("results[50000].status", equalTo("retry"))
                .body("results[50000].reason", equalTo("too_many_lines"));
    }

    @Test
    void shouldAnswerForEachLineOnceWhenThoseThatAreLeftGrowTooLarge() throws IOException {
        String lines = String.join("\n", Collections.nCopies(50_001, "{}")) + "\n";

        sendPacked(LINES, lines + " ".repeat(11 << 20))
                .body("results", hasSize(50_001))
                .body("results[50000].reason", equalTo("too_many_lines"));
    }

    private static List<String> reasons(Device sender, String lines) {
        return given().header(DeviceKey.HEADER, sender.key().text())
                .contentType(LINES)
                .body(lines.getBytes(StandardCharsets.UTF_8))
                .post("/api/v1/telemetry")
                .path("results.reason");
    }

    private String lines(int count) {
        return IntStream.range(0, count).mapToObj(this::reading).collect(Collectors.joining("\n"));
    }

    private String reading(int secondsAgo) {
        return "{\"recorded_at\": \"%s\", \"metrics\": {\"ph\": 7}}"
                .formatted(now.minusSeconds(secondsAgo));
    }

    private RequestSpecification device() {
        return given().config(
                        RestAssuredConfig.config()
                                .encoderConfig(
                                        EncoderConfig.encoderConfig()
                                                .appendDefaultContentCharsetToContentTypeIfUndefined(
                                                        false)))
                .header(DeviceKey.HEADER, device.key().text());
    }

    private ValidatableResponse send(String type, String body) {
        return device().contentType(type)
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post("/api/v1/telemetry")
                .then();
    }

    private ValidatableResponse sendPacked(String type, String body) throws IOException {
        return device().contentType(type)
                .header("Content-Encoding", "gzip")
                .body(SentBodyTest.packed(body.getBytes(StandardCharsets.UTF_8)))
                .post("/api/v1/telemetry")
                .then();
    }

    private void awaitStored(int count) {
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        given().auth()
                                .oauth2(device.viewer())
                                .get(
                                        "/api/v1/nodes/%s/telemetry?limit=10000"
                                                .formatted(device.node().id()))
                                .then()
                                .statusCode(200)
                                .body("items", hasSize(count)));
    }
}
