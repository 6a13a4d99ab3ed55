package com.evaratech.gateway.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceStartIT {

    private static final Duration LONGEST = Duration.ofMinutes(2); // the machine may be busy

    @TempDir Path directory;

    @Test
    void shouldRefuseStartWithOneLineForEachMistake() throws Exception {
        var environment = Map.of("LOG_LEVEL", "loud", "SUPABASE_JWT_SECRET", "hunter2");

        try (var service = PackagedService.start(directory, environment)) {
            assertThat(service.exitCode()).isEqualTo(78);
            assertThat(service.errLines())
                    .satisfiesExactly(
                            line ->
                                    assertThat(line)
                                            .startsWith("cannot start: REDIS_URL is missing"),
                            line ->
                                    assertThat(line)
                                            .startsWith("cannot start: SUPABASE_URL is missing"),
                            line ->
                                    assertThat(line)
                                            .startsWith("cannot start: SUPABASE_JWT_SECRET is too"),
                            line ->
                                    assertThat(line)
                                            .startsWith("cannot start: LOG_LEVEL=loud must"));
            assertThat(service.outLines()).isEmpty();
        }
    }

    @Test
    void shouldTellTakenPortInOneLine() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var environment = environment(taken.getLocalPort(), PackagedService.freePort());

            try (var service = PackagedService.start(directory, environment)) {
                assertThat(service.exitCode()).isEqualTo(1);
                assertThat(service.errLines())
                        .singleElement()
                        .asString()
                        .startsWith("cannot start: port " + taken.getLocalPort());
            }
        }
    }

    @Test
    void shouldRefuseUnreadableSettingInOneLine() throws Exception {
        var environment = environment(PackagedService.freePort(), PackagedService.freePort());
        environment.put("EVARA_IDENTITY_CLOCK_SKEW", "soon");

        try (var service = PackagedService.start(directory, environment)) {
            assertThat(service.exitCode()).isEqualTo(78);
            assertThat(service.errLines())
                    .singleElement()
                    .asString()
                    .contains("evara.identity.clock-skew", "soon");
        }
    }

    @Test
    void shouldRefuseServicesAddressInOneLine() throws Exception {
        var environment = environment(PackagedService.freePort(), PackagedService.freePort());
        environment.put("ALERT_SERVICE_URL", "alert-service:80");

        try (var service = PackagedService.start(directory, environment)) {
            assertThat(service.exitCode()).isEqualTo(78);
            assertThat(service.errLines())
                    .containsExactly(
                            "cannot start: ALERT_SERVICE_URL=alert-service:80 must be"
                                    + " http(s)://host[:port] and nothing more");
        }
    }

    @Test
    void shouldServeLogJsonAnswerHealthCommandAndStopInTime() throws Exception {
        int port = PackagedService.freePort();
        int management = PackagedService.freePort();

        try (var service = PackagedService.start(directory, environment(port, management))) {
            await().atMost(LONGEST)
                    .ignoreExceptions()
                    .until(() -> PackagedService.get(management, "/health/live").contains("UP"));
            assertThat(PackagedService.get(port, "/api/v1/health/live")).contains("UP");
            assertThat(PackagedService.get(management, "/metrics"))
                    .contains("http_server_requests_seconds_bucket", "le=\"0.12\"");

            // No Redis: alive but not ready.
            assertThat(healthCommand(management)).isEqualTo(1);

            service.terminate();
            // 25 s at most, and what a busy machine adds.
            await().atMost(Duration.ofSeconds(40)).until(() -> !service.isRunning());
            assertThat(service.errLines()).isEmpty();
            assertThat(service.outLines()).isNotEmpty().allSatisfy(ServiceStartIT::isOurJson);
        }
    }

    private int healthCommand(int management) throws IOException, InterruptedException {
        var environment = Map.of("QUARKUS_MANAGEMENT_PORT", String.valueOf(management));
        try (var command = PackagedService.start(directory, environment, "health")) {
            return command.exitCode();
        }
    }

    private static void isOurJson(String line) throws IOException {
        var entry = new ObjectMapper().readTree(line);
        assertThat(entry.path("service").asText()).isEqualTo("gateway-service");
        assertThat(entry.path("timestamp").asText()).endsWith("Z");
        assertThat(entry.fieldNames())
                .toIterable()
                .contains("level", "loggerName", "message", "mdc", "threadName");
    }

    /** Complete, with a Redis where nothing listens. */
    private static Map<String, String> environment(int port, int management) {
        return new HashMap<>(
                Map.of(
                        "REDIS_URL", "redis://127.0.0.1:1",
                        "SUPABASE_URL", "https://id.example.org",
                        "SUPABASE_JWT_SECRET", "a-secret-of-thirty-two-bytes-or-more",
                        "QUARKUS_HTTP_HOST", "127.0.0.1",
                        "QUARKUS_HTTP_PORT", String.valueOf(port),
                        "QUARKUS_MANAGEMENT_HOST", "127.0.0.1",
                        "QUARKUS_MANAGEMENT_PORT", String.valueOf(management)));
    }
}
