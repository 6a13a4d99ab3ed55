package com.evaratech.poller.thingspeak;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.evaratech.poller.source.BadAnswer;
import com.evaratech.poller.source.Trouble;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedRequestTest {

    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");

    private final HttpClient http = HttpClient.newHttpClient();
    private final FeedRequest request = new FeedRequest(http, Duration.ofSeconds(10), () -> NOW);
    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void end() {
        server.stop(0);
        http.close();
    }

    @Test
    void shouldTellAHostThatDoesNotEncrypt() throws IOException {
        try (var plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread _ = Thread.ofVirtual().start(() -> refuse(plain));

            BadAnswer answer = failure("https://127.0.0.1:" + plain.getLocalPort());

            assertThat(answer.trouble()).isEqualTo(Trouble.TLS_FAILED);
        }
    }

    /**
     * Answers what it does not understand. One that speaks first hangs JDK 25's client at times.
     */
    private static void refuse(ServerSocket plain) {
        try (var connection = plain.accept()) {
            int _ = connection.getInputStream().read();
            connection.getOutputStream().write("HTTP/1.0 400 what?\r\n\r\n".getBytes(US_ASCII));
            var _ = connection.getInputStream().readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void shouldTellANameWithoutAddress() {
        assertThat(failure("http://nowhere.invalid").trouble()).isEqualTo(Trouble.NAME_UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "30                            | PT30S",
                "999999                        | PT1H",
                "Fri, 1 May 2026 12:01:30 GMT  | PT1M30S",
                "Fri, 1 May 2026 11:00:00 GMT  |",
                "soon                          |",
                "-5                            |"
            })
    void shouldWaitAsLongAsTheAnswerSays(String said, Duration expected) {
        server.createContext(
                "/",
                exchange -> {
                    exchange.getResponseHeaders().set("Retry-After", said);
                    exchange.sendResponseHeaders(503, -1);
                    exchange.close();
                });

        BadAnswer answer = failure("http://127.0.0.1:" + server.getAddress().getPort());

        assertThat(answer.trouble()).isEqualTo(Trouble.SERVER_ERROR);
        assertThat(answer.retryAfter()).isEqualTo(Optional.ofNullable(expected));
    }

    @ParameterizedTest
    @CsvSource({"20, 400000", "1000, 4500000", "8000, 17000000"})
    void shouldReadNoMoreThanTheRowsThatItAskedForCanHave(int rows, int bytes) {
        server.createContext(
                "/",
                exchange -> {
                    exchange.sendResponseHeaders(200, bytes);
                    try (var body = exchange.getResponseBody()) {
                        body.write(new byte[bytes]);
                    } catch (IOException e) {
                        // It is not read to its end.
                        exchange.close();
                    }
                });

        BadAnswer answer = failure("http://127.0.0.1:" + server.getAddress().getPort(), rows);

        assertThat(answer.trouble()).isEqualTo(Trouble.TOO_LARGE);
    }

    private BadAnswer failure(String url) {
        return failure(url, 100);
    }

    private BadAnswer failure(String url, int rows) {
        return catchThrowableOfType(
                BadAnswer.class, () -> request.send(URI.create(url + "/channels/1"), null, rows));
    }
}
