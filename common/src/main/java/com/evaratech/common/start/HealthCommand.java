package com.evaratech.common.start;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * Asks the management port of the service on this machine whether it is ready. Speaks HTTP/1.0 over
 * a plain socket: the images hold no curl, and a client library would cost the command, which runs
 * every 30 seconds, most of its time.
 */
final class HealthCommand {

    private static final Duration TIMEOUT = Duration.ofSeconds(4); // the image's limit is 5 s
    private static final int DEFAULT_PORT = 9000;

    private final String host;
    private final int port;

    HealthCommand(String host, int port) {
        this.host = host;
        this.port = port;
    }

    /** By the variables the service itself is started with. */
    static HealthCommand ofEnvironment() {
        var port =
                Optional.ofNullable(System.getenv("QUARKUS_MANAGEMENT_PORT"))
                        .map(Integer::parseInt)
                        .orElse(DEFAULT_PORT);
        return new HealthCommand(InetAddress.getLoopbackAddress().getHostAddress(), port);
    }

    /** Returns the exit code: 0 when ready, 1 otherwise, with the reason on standard error. */
    int run() {
        try {
            var status = statusLine();
            if (status.matches("HTTP/1\\.[01] 200 .*")) {
                return 0;
            }
            System.err.println("not ready: " + status);
        } catch (IOException e) {
            System.err.println("no answer from " + host + ":" + port + ": " + e.getMessage());
        }
        return StartFailure.FAILED;
    }

    private String statusLine() throws IOException {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), (int) TIMEOUT.toMillis());
            socket.setSoTimeout((int) TIMEOUT.toMillis());
            var request = "GET /health/ready HTTP/1.0\r\nHost: " + host + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            var reader =
                    new BufferedReader(
                            new InputStreamReader(
                                    socket.getInputStream(), StandardCharsets.US_ASCII));
            var line = reader.readLine();
            return line == null ? "connection closed without an answer" : line;
        }
    }
}
