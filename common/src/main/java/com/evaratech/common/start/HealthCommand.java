package com.evaratech.common.start;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Asks the management port of the service on this machine whether it is ready. Speaks HTTP/1.0 over
 * a plain socket: the images hold no curl, and a client library would cost the command, which runs
 * every 30 seconds, most of its time.
 */
final class HealthCommand {

    /** The variable with the port to ask, as the service itself is started with. */
    static final String PORT = "QUARKUS_MANAGEMENT_PORT";

    private static final Duration TIMEOUT = Duration.ofSeconds(4); // the image's limit is 5 s
    private static final int DEFAULT_PORT = 9000;

    private final String host = InetAddress.getLoopbackAddress().getHostAddress();
    private final int port;

    private HealthCommand(int port) {
        this.port = port;
    }

    /**
     * Asks, and returns the exit code: 0 when ready; otherwise 1 or, for a wrong port, 78, with the
     * reason on standard error.
     *
     * @param port value of {@link #PORT}; {@code null} when it is not set
     */
    static int run(@Nullable String port) {
        if (port == null) {
            return new HealthCommand(DEFAULT_PORT).ask();
        }
        if (!port.matches("[1-9][0-9]{0,4}") || Integer.parseInt(port) > 65_535) {
            System.err.println(PORT + "=" + port + " must be a number from 1 to 65535");
            return StartFailure.MISCONFIGURED;
        }
        return new HealthCommand(Integer.parseInt(port)).ask();
    }

    private int ask() {
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
