package com.evaratech.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.local.testing.TestTokens;
import com.evaratech.local.testing.WithEvaraServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies: bounded inwards, streamed in both directions, never ambiguous in length. */
@QuarkusTest
@WithEvaraServers(schema = "")
@WithTestResource(EchoServices.class)
class BodiesIT {

    private static final int LIMIT_BYTES = 10 << 20;
    // What socket buffers and Vert.x' own queues may hold of an answer nobody reads: on loopback,
    // where the kernel grows its buffers, 3 to 9 MB were seen, and once 34.
    private static final long IN_TRANSIT_BYTES = 64L << 20;

    private static String token = "";

    @BeforeAll
    static void signIn() {
        token = TestTokens.person(Role.SUPERADMIN, new Scope.Everything());
    }

    @Test
    void shouldPassABodyOfExactlyTheLimitUnaltered() {
        byte[] body = new byte[LIMIT_BYTES];
        new Random(7).nextBytes(body);

        JsonObject seen = Gateway.json(post(BodyPublishers.ofByteArray(body)));

        assertThat(seen.getLong("bytes")).isEqualTo(LIMIT_BYTES);
        assertThat(seen.getString("sha256"))
                .isEqualTo(HexFormat.of().formatHex(EchoService.sha256().digest(body)));
    }

    @Test
    void shouldPassABodyOfUnknownLength() {
        byte[] body = new byte[LIMIT_BYTES];

        JsonObject seen = Gateway.json(post(chunked(body)));

        assertThat(seen.getLong("bytes")).isEqualTo(LIMIT_BYTES);
        assertThat(seen.getJsonObject("headers").getString("transfer-encoding"))
                .isEqualTo("chunked");
    }

    @Test
    void shouldRefuseABodyThatIsAnnouncedTooLarge() {
        assertTooLarge(post(BodyPublishers.ofByteArray(new byte[LIMIT_BYTES + 1])));
    }

    @Test
    void shouldRefuseABodyThatTurnsOutTooLarge() {
        assertTooLarge(post(chunked(new byte[LIMIT_BYTES + 1])));
    }

    @Test
    void shouldAnswerTheNextRequestAfterARefusedBody() {
        assertTooLarge(post(chunked(new byte[2 * LIMIT_BYTES])));

        assertThat(Gateway.send(Gateway.request("/api/v1/nodes", token)).statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 3\r\nContent-Length: 4",
                "Content-Length: 5\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\r\nContent-Length: 5",
                "Transfer-Encoding: gzip, chunked",
                "Transfer-Encoding: identity",
                "Content-Length: +3",
                "Content-Length: 3\r\nContent-Length: 3",
                "Content-Length: 3, 3",
                "Content-Length: 0x3",
                "Transfer-Encoding : chunked",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked, identity",
                "Transfer-Encoding: chunked;q=1",
                "Transfer-Encoding: \u000bchunked"
            })
    void shouldRefuseABodyWhoseLengthCanBeReadInTwoWays(String headers) {
        String answer =
                Gateway.sendRaw(
                        "POST /api/v1/nodes HTTP/1.1\r\nHost: evara.test\r\nConnection: close\r\n"
                                + "Authorization: Bearer %s\r\n%s\r\n\r\n0\r\n\r\n"
                                        .formatted(token, headers));

        assertThat(answer).startsWith("HTTP/1.1 400 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/nodes", "/api/v1/auth/sign-in", "/api/v1/nothing"})
    void shouldEndAConnectionOnWhichALengthStandsBesideChunks(String path) {
        // RFC 9112 6.1: what follows may be what somebody else sent.
        try (KeptConnection connection = KeptConnection.open()) {
            connection.send(
                    """
                    POST %s HTTP/1.1\r
                    Host: evara.test\r
                    Authorization: Bearer %s\r
                    Content-Type: application/json\r
                    Content-Length: 30\r
                    Transfer-Encoding: chunked\r
                    \r
                    0\r
                    \r
                    GET /api/v1/health/live HTTP/1.1\r
                    Host: evara.test\r
                    \r
                    """
                            .formatted(path, token));

            assertThat(connection.readToEnd()).startsWith("HTTP/1.1 400 ").doesNotContain("UP");
        }
    }

    @Test
    void shouldPassOnAFoldedHeaderAsOneLine() {
        // RFC 9112 5.2: the next server must not take the second line for a header of its own.
        String answer =
                Gateway.sendRaw(
                        """
                        GET /api/v1/nodes HTTP/1.1\r
                        Host: evara.test\r
                        Connection: close\r
                        Authorization: Bearer %s\r
                        X-Folded: one\r
                         Content-Length: 30\r
                        \r
                        """
                                .formatted(token));

        JsonObject seen = new JsonObject(answer.substring(answer.indexOf("\r\n\r\n")).strip());
        assertThat(seen.getLong("bytes")).isZero();
        assertThat(seen.getJsonObject("headers").getString("x-folded"))
                .isEqualTo("one Content-Length: 30");
        assertThat(seen.getJsonObject("headers").fieldNames()).doesNotContain("content-length");
    }

    @Test
    void shouldLetTheCallerSendWhatItAsksToSend() {
        String answer =
                Gateway.sendRaw(
                        """
                        POST /api/v1/nodes HTTP/1.1\r
                        Host: evara.test\r
                        Connection: close\r
                        Authorization: Bearer %s\r
                        Expect: 100-continue\r
                        Content-Length: 2\r
                        \r
                        {}\
                        """
                                .formatted(token));

        assertThat(answer).startsWith("HTTP/1.1 100 Continue").contains("HTTP/1.1 200 OK");
    }

    @Test
    void shouldTakeFromTheServiceOnlyWhatTheCallerReads() throws IOException {
        long before = flooded();
        HttpResponse<InputStream> answer =
                Gateway.open(Gateway.request("/api/v1/nodes?do=flood", token));
        try (InputStream body = answer.body()) {
            assertThat(body.readNBytes(1_000)).hasSize(1_000);

            assertThat(settledFlood() - before).isLessThan(IN_TRANSIT_BYTES);
            assertThat(body.skip(EchoService.FLOOD_BYTES)).isPositive();
        }
    }

    @Test
    void shouldTakeOfWhatItPacksOnlyWhatTheCallerReads() throws IOException {
        long before = flooded();
        HttpResponse<InputStream> answer =
                Gateway.open(
                        Gateway.request("/api/v1/nodes?do=lines", token)
                                .header("Accept-Encoding", "gzip"));
        try (InputStream body = answer.body()) {
            assertThat(answer.headers().firstValue("Content-Encoding")).hasValue("gzip");
            assertThat(body.readNBytes(1_000)).hasSize(1_000);

            // Packed to a half, twice as much is in transit.
            assertThat(settledFlood() - before).isLessThan(2 * IN_TRANSIT_BYTES);
        }
    }

    @Test
    void shouldBringALargeAnswerWhole() throws IOException {
        HttpResponse<InputStream> answer =
                Gateway.open(Gateway.request("/api/v1/rules?do=flood", token));

        try (InputStream body = answer.body()) {
            assertThat(body.transferTo(java.io.OutputStream.nullOutputStream()))
                    .isEqualTo(EchoService.FLOOD_BYTES);
        }
    }

    /** What the service could send so far, once that has stopped growing. */
    private static long settledFlood() {
        AtomicLong last = new AtomicLong(-1);
        await().pollInterval(Duration.ofMillis(500))
                .atMost(Duration.ofSeconds(20))
                .until(() -> {
                    long now = flooded();
                    return last.getAndSet(now) == now;
                });
        return last.get();
    }

    private static long flooded() {
        try (InputStream answer =
                URI.create(EchoServices.address("node-service") + "/?do=flooded")
                        .toURL()
                        .openStream()) {
            return new JsonObject(new String(answer.readAllBytes(), StandardCharsets.UTF_8))
                    .getLong("bytes");
        } catch (IOException e) {
            throw new AssertionError("The service did not answer", e);
        }
    }

    private static BodyPublisher chunked(byte[] body) {
        return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body));
    }

    private static HttpResponse<String> post(BodyPublisher body) {
        return Gateway.send(Gateway.request("/api/v1/nodes", token).POST(body));
    }

    private static void assertTooLarge(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
        assertThat(Gateway.json(answer).getString("code")).isEqualTo("body_too_large");
        assertThat(Gateway.json(answer).getString("detail")).contains("10485760");
    }
}
