package com.evaratech.gateway.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.gateway.routing.EchoServices;
import com.evaratech.local.testing.EvaraServers;
import com.evaratech.local.testing.TestTokens;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An export goes through as it is read, however large it is and however little memory there is. */
class LargeExportIT {

    private static final Logger LOG = Logger.getLogger(LargeExportIT.class);

    // For the heap, and as much again for buffers beside it: half of what goes through.
    private static final String LITTLE_MEMORY = "-Xmx96m -XX:MaxDirectMemorySize=96m";
    private static final Duration LONGEST = Duration.ofMinutes(2); // the machine may be busy

    @TempDir Path directory;

    private final EchoServices services = new EchoServices();
    private final Map<String, String> environment = new HashMap<>();

    @AfterEach
    void stop() {
        services.stop();
    }

    @Test
    void shouldPassMoreThroughThanItsMemoryHolds() throws Exception {
        int port = PackagedService.freePort();
        int management = PackagedService.freePort();
        environment.putAll(EvaraServers.variables(""));
        environment.putAll(services.start());
        environment.put("QUARKUS_HTTP_PORT", String.valueOf(port));
        environment.put("QUARKUS_MANAGEMENT_PORT", String.valueOf(management));
        environment.put("JAVA_TOOL_OPTIONS", LITTLE_MEMORY);
        String token = TestTokens.person(Role.SUPERADMIN, new Scope.Everything());
        var uri = URI.create("http://127.0.0.1:%d/api/v1/nodes?do=export".formatted(port));
        var request =
                HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + token).build();
        try (var service = PackagedService.start(directory, environment);
                var client = HttpClient.newHttpClient()) {
            await().atMost(LONGEST)
                    .ignoreExceptions()
                    .until(() -> PackagedService.get(management, "/health/ready").contains("UP"));
            long begun = System.nanoTime();

            try (InputStream answer = client.send(request, BodyHandlers.ofInputStream()).body()) {
                // Who does not read for a while lets the service send all that anybody holds.
                assertThat(answer.readNBytes(1_000)).hasSize(1_000);
                awaitThatNothingMoves();

                assertThat(1_000 + answer.transferTo(OutputStream.nullOutputStream()))
                        .isEqualTo(EchoServices.EXPORT_BYTES);
            }

            LOG.infof(
                    "An export went through bytes=%d durationMs=%d memory=%s",
                    EchoServices.EXPORT_BYTES,
                    Duration.ofNanos(System.nanoTime() - begun).toMillis(),
                    service.mostMemory().orElse("unknown"));
            assertThat(PackagedService.get(port, "/api/v1/health/live")).contains("UP");
        }
    }

    private void awaitThatNothingMoves() {
        var last = new AtomicReference<>("");
        await().atMost(LONGEST)
                .pollInterval(Duration.ofMillis(300))
                .until(() -> {
                    String now = sentByService();
                    return last.getAndSet(now).equals(now);
                });
    }

    private String sentByService() throws IOException {
        var uri = URI.create(environment.get("NODE_SERVICE_URL") + "/?do=flooded");
        try (InputStream answer = uri.toURL().openStream()) {
            return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
