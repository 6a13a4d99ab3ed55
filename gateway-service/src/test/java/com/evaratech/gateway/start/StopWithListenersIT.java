package com.evaratech.gateway.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.gateway.routing.EchoServices;
import com.evaratech.local.testing.EvaraServers;
import com.evaratech.local.testing.TestTokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who listens to live updates is sent away: an orderly stop does not wait for them. */
class StopWithListenersIT {

    private static final Duration LONGEST = Duration.ofMinutes(2); // the machine may be busy
    private static final int GOING_AWAY = 1001;
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
    void shouldSendThemAwayAndNotWaitForThemWhenItStops() throws Exception {
        String token = TestTokens.person(Role.SUPERADMIN, new Scope.Everything());
        try (var service = PackagedService.start(directory, environment);
                var client = HttpClient.newHttpClient()) {
            await().atMost(LONGEST)
                    .ignoreExceptions()
                    .until(() -> PackagedService.get(management, "/health/ready").contains("UP"));
            var gone = new CompletableFuture<Integer>();
            listen(client, token, new CompletableFuture<>()).abort();
            var _ =
                    listen(client, token, gone)
                            .sendText("{\"subscribe\":\"all\"}", true)
                            .orTimeout(LONGEST.toSeconds(), TimeUnit.SECONDS)
                            .join();

            service.terminate();

            assertThat(gone.get(LONGEST.toSeconds(), TimeUnit.SECONDS)).isEqualTo(GOING_AWAY);
            await().atMost(LONGEST).until(() -> !service.isRunning());
            assertThat(service.outLines()).noneMatch(line -> line.contains(WAITED_IN_VAIN));
        }
    }

    private WebSocket listen(HttpClient client, String token, CompletableFuture<Integer> gone) {
        return client.newWebSocketBuilder()
                .subprotocols("evara.v1", "bearer." + token)
                .buildAsync(
                        URI.create("ws://127.0.0.1:%d/api/v1/ws".formatted(port)),
                        new WebSocket.Listener() {
                            @Override
                            public @Nullable CompletionStage<?> onClose(
                                    WebSocket from, int code, String reason) {
                                var _ = gone.complete(code);
                                return null;
                            }
                        })
                .orTimeout(LONGEST.toSeconds(), TimeUnit.SECONDS)
                .join();
    }
}
