package com.evaratech.gateway.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.gateway.routing.EchoServices;
import com.evaratech.local.testing.EvaraServers;
import com.evaratech.local.testing.TestTokens;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An answer that was cut off, by either side, is over: an orderly stop does not wait for it. */
class StopAfterCutAnswersIT {

    private static final Duration LONGEST = Duration.ofMinutes(2); // the machine may be busy
    private static final String WAITED_IN_VAIN = "Timed out waiting for graceful shutdown";

    @TempDir Path directory;

    private final EchoServices services = new EchoServices();
    private final Map<String, String> environment = new HashMap<>();
    private int port;
    private int management;

    @BeforeEach
    void start() throws IOException {
        port = PackagedService.freePort();
        management = PackagedService.freePort();
        environment.putAll(EvaraServers.variables(""));
        environment.putAll(services.start());
        environment.put("QUARKUS_HTTP_PORT", String.valueOf(port));
        environment.put("QUARKUS_MANAGEMENT_PORT", String.valueOf(management));
    }

    @AfterEach
    void stop() {
        services.stop();
    }

    @Test
    void shouldNotWaitForThemWhenItStops() throws Exception {
        String token = TestTokens.person(Role.SUPERADMIN, new Scope.Everything());
        try (var service = PackagedService.start(directory, environment)) {
            await().atMost(LONGEST)
                    .ignoreExceptions()
                    .until(() -> PackagedService.get(management, "/health/ready").contains("UP"));
            cutByService(token);
            cutByCaller(token);

            service.terminate();

            await().atMost(LONGEST).until(() -> !service.isRunning());
            assertThat(service.outLines()).noneMatch(line -> line.contains(WAITED_IN_VAIN));
        }
    }

    private void cutByService(String token) throws Exception {
        try (var client = HttpClient.newHttpClient();
                InputStream answer = open(client, token, "do=cut").body()) {
            assertThatThrownBy(answer::readAllBytes).isInstanceOf(IOException.class);
        }
    }

    private void cutByCaller(String token) throws Exception {
        try (var client = HttpClient.newHttpClient();
                InputStream answer = open(client, token, "do=flood").body()) {
            assertThat(answer.readNBytes(1_000)).hasSize(1_000);
        }
    }

    private HttpResponse<InputStream> open(HttpClient client, String token, String query)
            throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:%d/api/v1/nodes?%s".formatted(port, query));
        return client.send(
                HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + token).build(),
                BodyHandlers.ofInputStream());
    }
}
