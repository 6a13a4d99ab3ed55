package com.evaratech.common.start;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HealthCommandTest {

    private static final String LOOPBACK = InetAddress.getLoopbackAddress().getHostAddress();

    @ParameterizedTest
    @CsvSource({"200, 0", "503, 1", "404, 1"})
    void shouldTellReadinessByExitCode(int status, int exitCode) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(LOOPBACK, 0), 0);
        server.createContext(
                "/health/ready",
                exchange -> {
                    exchange.sendResponseHeaders(status, -1);
                    exchange.close();
                });
        server.start();
        try {
            assertThat(HealthCommand.run(String.valueOf(server.getAddress().getPort())))
                    .isEqualTo(exitCode);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void shouldFailWhenNobodyListens() throws IOException {
        int port;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }

        assertThat(HealthCommand.run(String.valueOf(port))).isEqualTo(1);
    }

    @Test
    void shouldFailWhenServerHangsUp() throws IOException {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var hungUp =
                    CompletableFuture.runAsync(() -> {
                        try {
                            server.accept().close();
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    });

            assertThat(HealthCommand.run(String.valueOf(server.getLocalPort()))).isEqualTo(1);
            hungUp.join();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "0", "65536", ""})
    void shouldRefuseWrongPort(String port) {
        assertThat(HealthCommand.run(port)).isEqualTo(78);
    }
}
