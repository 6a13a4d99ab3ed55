package com.evaratech.local.launcher.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.local.launcher.home.Json;
import com.evaratech.local.launcher.it.seen.FleetLogs;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What devices send through the gateway while a server is away, killed and not started again: it is
 * accepted, and then stored once, or it is told to be sent again, and then nothing of it is there.
 */
abstract class ServersAwayIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final String NO_KEY = "";

    private final LocalFleet fleet;
    private final Instant now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS);
    private Person admin;
    private String node;
    private String key;

    ServersAwayIT(LocalFleet fleet) {
        this.fleet = fleet;
    }

    /** A node whose device has sent one reading. */
    @BeforeEach
    void register() throws IOException, InterruptedException {
        admin = Person.of(fleet, "community_admin");
        node = admin.node(admin.community(), "tank-" + System.nanoTime(), "OHT");
        key = admin.deviceKey(node);
        // A new key is known everywhere within 2 s.
        JsonNode _ = awaitAccepted(reading(0), NO_KEY);
        awaitLevels("100.0");
    }

    @Test
    void shouldAskToComeBackWhileRedisIsAwayAndThenKeepEachReadingOnce()
            throws IOException, InterruptedException {
        String some =
                """
                {"readings": [%s, {"recorded_at": "%s", "metrics": {"water_level_cm": 9999}}]}
                """
                        .formatted(reading(1), now.minusSeconds(30));
        String timeless = "{\"metrics\": {\"water_level_cm\": 150.0}}";

        try (Away _ = Away.of(fleet, "redis")) {
            // Readings are refused one by one, until the directory is too old to know the device.
            await().atMost(PATIENCE)
                    .until(() -> {
                        assertAskedToComeBack(send(timeless, "while-redis-is-away"), "retry");
                        HttpResponse<String> answer = send(some, NO_KEY);
                        assertAskedToComeBack(answer, "retry", "rejected");
                        return answer.body().contains("dependency_unavailable");
                    });
        }

        assertThat(statuses(awaitAccepted(some, NO_KEY))).containsExactly("accepted", "rejected");
        for (int i = 0; i < 3; i++) {
            JsonNode _ = awaitAccepted(timeless, "while-redis-is-away");
        }
        awaitLevels("100.0", "101.0", "150.0");
        // What was sent last is behind all that could still come.
        JsonNode _ = awaitAccepted(reading(2), NO_KEY);
        awaitLevels("100.0", "101.0", "102.0", "150.0");
    }

    @Test
    void shouldTakeReadingsWhilePostgresIsAwayAndStoreThemOnceItIsBack()
            throws IOException, InterruptedException {
        String timeless = "{\"metrics\": {\"water_level_cm\": 150.0}}";

        try (Away _ = Away.of(fleet, "postgres")) {
            for (int i = 0; i < 3; i++) {
                assertThat(send(reading(1), NO_KEY).statusCode()).isEqualTo(200);
                assertThat(send(timeless, "while-postgres-is-away").statusCode()).isEqualTo(200);
            }
            HttpResponse<String> asked =
                    fleet.get("/api/v1/nodes/" + node + "/telemetry", admin.token());
            assertThat(asked.statusCode()).as(asked.body()).isEqualTo(503);
            assertThat(asked.headers().firstValue("Retry-After")).isPresent();
            FleetLogs.assertTold(
                    fleet,
                    "telemetry-service",
                    Json.mapper().readTree(asked.body()).path("request_id").asText());
        }

        awaitLevels("100.0", "101.0", "150.0");
        JsonNode _ = awaitAccepted(reading(2), NO_KEY);
        awaitLevels("100.0", "101.0", "102.0", "150.0");
    }

    /**
     * The answer speaks of each reading, or of the whole when it is not even known any more who
     * sends them; in any case of when to come back.
     */
    private static void assertAskedToComeBack(HttpResponse<String> answer, String... statuses)
            throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        assertThat(answer.headers().firstValueAsLong("Retry-After").orElse(0)).isPositive();
        JsonNode body = Json.mapper().readTree(answer.body());
        if (body.has("results")) {
            assertThat(statuses(body)).containsExactly(statuses);
        } else {
            assertThat(body.path("code").asText()).isEqualTo("dependency_unavailable");
        }
    }

    private static List<String> statuses(JsonNode body) {
        List<String> statuses = new ArrayList<>();
        body.path("results").forEach(result -> statuses.add(result.path("status").asText()));
        return statuses;
    }

    /** One of its own instant and level: 100 cm and this much more. */
    private String reading(int place) {
        return "{\"recorded_at\": \"%s\", \"metrics\": {\"water_level_cm\": %d}}"
                .formatted(now.minusSeconds(600 - 60L * place), 100 + place);
    }

    private JsonNode awaitAccepted(String body, String idempotencyKey) throws IOException {
        HttpResponse<String> answer =
                await().atMost(PATIENCE)
                        .until(() -> send(body, idempotencyKey), sent -> sent.statusCode() == 200);
        return Json.mapper().readTree(answer.body());
    }

    private HttpResponse<String> send(String body, String idempotencyKey)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(fleet.gateway() + "/api/v1/telemetry"))
                        .header("X-Device-Key", key)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body));
        if (!idempotencyKey.equals(NO_KEY)) {
            var _ = request.header("Idempotency-Key", idempotencyKey);
        }
        return fleet.send(request);
    }

    /** Waits until these levels are stored, each once. */
    private void awaitLevels(String... levels) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> {
                    List<String> stored = new ArrayList<>();
                    admin.get("/api/v1/nodes/" + node + "/telemetry")
                            .path("items")
                            .forEach(item ->
                                    stored.add(item.at("/metrics/water_level_cm").asText()));
                    assertThat(stored).containsExactly(levels);
                });
    }
}
