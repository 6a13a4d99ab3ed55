package com.evaratech.telemetry.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.local.testing.WithEvaraServers;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Devices that begin requests and do not end them. */
@QuarkusTest
@WithEvaraServers(schema = "telemetry")
class OpenRequestsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MOST_OPEN = 8;
    private static final String READING = "{\"metrics\": {\"ph\": 7}}";

    private final Device mad = Device.tank();
    private final Device other = Device.tank();

    /** After another test's outage devices are told to come back. */
    @BeforeEach
    void awaitThatReadingsAreTaken() {
        await().atMost(PATIENCE).until(() -> other.sends(READING) == 200);
    }

    @Test
    void shouldRefuseADeviceThatLeavesItsRequestsOpenUntilItEndsThem() throws IOException {
        List<Socket> open = new ArrayList<>();
        try {
            // One begun in the midst of another's answer is refused, and is not open then.
            await().atMost(PATIENCE)
                    .until(() -> {
                        open.add(beginning("{\"metrics\": {\"ph\""));
                        return mad.sends(READING) == 429;
                    });
            assertThat(open).hasSizeGreaterThanOrEqualTo(MOST_OPEN);
            assertThat(other.sends(READING)).isEqualTo(200);
        } finally {
            for (Socket each : open) {
                each.close();
            }
        }

        await().atMost(PATIENCE).until(() -> mad.sends(READING) == 200);
    }

    @Test
    void shouldTakeABodyThatComesInParts() throws IOException {
        try (Socket connection = beginning("{\"metrics\"")) {
            assertThat(other.sends(READING)).isEqualTo(200);
            write(connection, ": {\"ph\": 7}}" + " ".repeat(990 - 12));

            assertThat(statusLine(connection)).isEqualTo("HTTP/1.1 200 OK");
        }
    }

    /** A connection on which 1,000 bytes were announced, and only some have come. */
    private Socket beginning(String body) throws IOException {
        Socket connection = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port);
        connection.setSoTimeout((int) PATIENCE.toMillis());
        write(
                connection,
                """
                POST /api/v1/telemetry HTTP/1.1\r
                Host: localhost\r
                X-Device-Key: %s\r
                Content-Type: application/json\r
                Content-Length: 1000\r
                \r
                %s\
                """
                        .formatted(mad.key().text(), body));
        return connection;
    }

    private static void write(Socket connection, String text) throws IOException {
        connection.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        connection.getOutputStream().flush();
    }

    private static String statusLine(Socket connection) throws IOException {
        InputStream answer = connection.getInputStream();
        var line = new StringBuilder();
        for (int each = answer.read(); each != '\r'; each = answer.read()) {
            line.append((char) each);
        }
        return line.toString();
    }
}
