package com.evaratech.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers for scripts: their addresses are good, and they end with the process. */
class ServersMainIT {

    @TempDir Path folder;

    @Test
    void shouldTellAddressesThatAreGoodUntilItIsGone() throws Exception {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                ServersMain.class.getName(),
                                folder.toString())
                        .start();
        try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
            URI database = address(said.readLine(), "DATABASE_URL=");
            URI redis = address(said.readLine(), "REDIS_URL=");

            assertThat(superuserIsLetInto(database)).isTrue();
            assertThat(isOpen(redis.getPort())).isTrue();

            process.destroyForcibly();

            await().atMost(Duration.ofSeconds(60))
                    .until(() -> !isOpen(database.getPort()) && !isOpen(redis.getPort()));
        } finally {
            process.destroyForcibly();
        }
    }

    private static URI address(@Nullable String line, String variable) {
        if (line == null || !line.startsWith(variable)) {
            throw new AssertionError("instead of " + variable + ": " + line);
        }
        return URI.create(line.substring(variable.length()));
    }

    private static boolean superuserIsLetInto(URI database) throws Exception {
        String[] login = database.getUserInfo().split(":", 2);
        try (Connection connection =
                DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:%d%s"
                                .formatted(database.getPort(), database.getPath()),
                        login[0],
                        login[1])) {
            return connection.isValid(5);
        }
    }

    private static boolean isOpen(int port) {
        try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
