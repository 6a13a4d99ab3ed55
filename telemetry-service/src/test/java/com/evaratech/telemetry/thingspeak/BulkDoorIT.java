package com.evaratech.telemetry.thingspeak;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import com.evaratech.local.testing.WithEvaraServers;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How much of a bulk write is read before it is known whose it is. */
@QuarkusTest
@WithEvaraServers(schema = "telemetry")
class BulkDoorIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int ANNOUNCED = 9_000_000;
    private static final String STRANGE_KEY = "AAAAAAAAAAAAAAAA";

    @SuppressWarnings("NullAway.Init") // made before each test, once there is a server to ask
    private OwnChannel channel;

    private final Instant now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS);

    @BeforeEach
    void awaitThatReadingsAreTaken() {
        channel = OwnChannel.ready();
    }

    @Test
    void shouldRefuseAWrongKeyWhileTheRestOfTheBodyIsStillToCome() throws IOException {
        assertThat(answerTo("bulk_update.json", "{\"write_api_key\": \"%s\", \"updates\": ["))
                .contains(" 401 ");
        assertThat(answerTo("bulk_update.csv", "write_api_key=%s&time_format=absolute&updates="))
                .contains(" 401 ");
    }

    @Test
    void shouldRefuseABodyThatKeepsItsKeyForLater() throws IOException {
        String update = "{\"created_at\": \"%s\", \"field1\": 1},".formatted(now);
        String many = update.repeat(BulkRoom.STRANGER_BYTES / update.length() + 1);

        try (Socket connection = beginning("bulk_update.json", "{\"updates\": [" + many)) {
            assertThat(statusLine(connection)).contains(" 413 ");
        }
        bulk("{\"updates\": [%s], \"write_api_key\": \"%s\"}"
                        .formatted(update(), channel.writeKey()))
                .then()
                .statusCode(202);
    }

    @Test
    void shouldTakeTheKeyFromAHeaderAndTryThatOfTheBodyWhenItIsWrong() {
        given().header("X-THINGSPEAKAPIKEY", channel.writeKey())
                .body("{\"updates\": [%s]}".formatted(update()))
                .post(channel.path("bulk_update.json"))
                .then()
                .statusCode(202);
        given().header("X-THINGSPEAKAPIKEY", STRANGE_KEY)
                .body(
                        "{\"write_api_key\": \"%s\", \"updates\": [%s]}"
                                .formatted(channel.writeKey(), update()))
                .post(channel.path("bulk_update.json"))
                .then()
                .statusCode(202);
    }

    @Test
    void shouldLetAChannelSendOneBulkWriteAtATime() {
        String whole =
                "{\"write_api_key\": \"%s\", \"updates\": [%s]}"
                        .formatted(channel.writeKey(), update());

        // Begun anew each time: the whole one may be quicker, and then it is the other that is
        // refused.
        await().atMost(PATIENCE).untilAsserted(() -> refusedBesideOneThatIsOpen(whole));
        await().atMost(PATIENCE).untilAsserted(() -> bulk(whole).then().statusCode(202));
    }

    private void refusedBesideOneThatIsOpen(String whole) throws IOException {
        try (Socket _ =
                beginning(
                        "bulk_update.json",
                        "{\"write_api_key\": \"%s\", \"updates\": ["
                                .formatted(channel.writeKey()))) {
            bulk(whole)
                    .then()
                    .statusCode(429)
                    .header("Retry-After", notNullValue())
                    .body("error.error_code", equalTo("error_too_many_requests"));
        }
    }

    private String update() {
        return "{\"created_at\": \"%s\", \"field1\": 1}".formatted(now);
    }

    private Response bulk(String body) {
        return given().contentType("application/json")
                .body(body)
                .post(channel.path("bulk_update.json"));
    }

    private String answerTo(String path, String beginning) throws IOException {
        try (Socket connection = beginning(path, beginning.formatted(STRANGE_KEY))) {
            return statusLine(connection);
        }
    }

    /** A connection on which much was announced, and only some has come. */
    private Socket beginning(String path, String body) throws IOException {
        var connection = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port);
        connection.setSoTimeout((int) PATIENCE.toMillis());
        String head =
                """
                POST %s HTTP/1.1\r
                Host: localhost\r
                Content-Length: %d\r
                \r
                """
                        .formatted(channel.path(path), ANNOUNCED);
        connection.getOutputStream().write((head + body).getBytes(StandardCharsets.US_ASCII));
        connection.getOutputStream().flush();
        return connection;
    }

    private static String statusLine(Socket connection) throws IOException {
        InputStream answer = connection.getInputStream();
        var line = new StringBuilder();
        for (int each = answer.read(); each != '\r'; each = answer.read()) {
            if (each < 0) {
                throw new IOException("ended without an answer");
            }
            line.append((char) each);
        }
        return line.toString();
    }
}
