package com.evaratech.bench.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.evaratech.local.process.LoopbackPorts;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DoorTest {

    private static final byte[] REQUEST =
            new Tank(3, "id", "the-key").request(0, 1, Instant.parse("2026-01-31T06:30:00Z"), 0);

    // Less than the pause before it comes again.
    private static final Duration SOON = Duration.ofMillis(50);

    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket();
        server.bind(LoopbackPorts.address(0));
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    void shouldReadOneAnswerAfterTheOtherHoweverTheyAreCut() throws IOException {
        var asked =
                answer(
                        "HTTP/1.1 200 OK\r\nContent-Le",
                        "ngth: 5\r\n\r\nab",
                        "cde",
                        "HTTP/1.1 503 Busy\r\ncontent-length:0\r\n\r",
                        "\n");

        try (var door = new Door(server.getLocalPort())) {
            assertThat(door.send(REQUEST)).isEqualTo(200);
            assertThat(door.send(REQUEST)).isEqualTo(503);
        }
        assertThat(asked.join()).startsWith("POST /api/v1/telemetry HTTP/1.1\r\n");
    }

    @Test
    void shouldSendAReadingAsDevicesDo() {
        String request = new String(REQUEST, StandardCharsets.US_ASCII);
        String body = request.substring(request.indexOf("\r\n\r\n") + 4);

        assertThat(request).contains("X-Device-Key: the-key", "Content-Length: " + body.length());
        assertThat(body)
                .startsWith(
                        "{\"recorded_at\":\"2026-01-31T06:30:00Z\",\"metrics\":{\"water_level_cm\":");
    }

    @Test
    void shouldComeAgainUntilItIsTaken() throws IOException, InterruptedException {
        var _ =
                answer(
                        "HTTP/1.1 503 Busy\r\nContent-Length: 3\r\n\r\n",
                        "cde",
                        "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");

        try (var door = new Door(server.getLocalPort())) {
            assertThat(door.deliver(REQUEST)).isOne();
        }
    }

    @Test
    void shouldNotComeAgainForEver() throws IOException {
        var _ =
                answer(
                        "HTTP/1.1 503 Busy\r\nContent-Length: 3\r\n\r\n",
                        "cde",
                        "HTTP/1.1 503 Busy\r\nContent-Length: 3\r\n\r\n",
                        "cde");

        try (var door = new Door(server.getLocalPort(), SOON)) {
            assertThatThrownBy(() -> door.deliver(REQUEST)).hasMessageContaining("not taken");
        }
    }

    @Test
    void shouldNotWaitForEverForAnAnswer() throws IOException {
        try (var door = new Door(server.getLocalPort(), SOON)) {
            assertThatThrownBy(() -> door.send(REQUEST)).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void shouldSayThatTheConnectionHasEnded() throws IOException {
        var _ = answer("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab");

        try (var door = new Door(server.getLocalPort())) {
            assertThatThrownBy(() -> door.send(REQUEST)).hasMessageContaining("ended");
        }
    }

    /** Answers the one connection in these pieces; tells what was asked. */
    private CompletableFuture<String> answer(String... pieces) {
        return CompletableFuture.supplyAsync(() -> {
            try (Socket socket = server.accept()) {
                byte[] asked = socket.getInputStream().readNBytes(REQUEST.length);
                for (String piece : List.of(pieces)) {
                    socket.getOutputStream().write(piece.getBytes(StandardCharsets.US_ASCII));
                    socket.getOutputStream().flush();
                    if (piece.equals("cde")) {
                        var _ = socket.getInputStream().readNBytes(REQUEST.length);
                    }
                }
                return new String(asked, StandardCharsets.US_ASCII);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
