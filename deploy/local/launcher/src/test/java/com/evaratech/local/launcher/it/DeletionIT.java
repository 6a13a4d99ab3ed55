package com.evaratech.local.launcher.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.local.launcher.home.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/**
 * The end of a node through a packaged fleet, seen from outside: its exports, and nothing else. Run
 * by {@link RunningFleetIT}.
 */
abstract class DeletionIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int READINGS = 25;
    private static final String LOW =
            """
            {"kind": "threshold", "metric": "water_level_cm", "operator": "lt",
             "threshold": 20, "clear_threshold": 100, "duration_seconds": 0}
            """;

    private final LocalFleet fleet;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Instant now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS);

    DeletionIT(LocalFleet fleet) {
        this.fleet = fleet;
    }

    @Test
    void shouldLeaveOnlyExportsOfADeletedNode() throws IOException, InterruptedException {
        Person admin = Person.of(fleet, "community_admin");
        String community = admin.community();
        String tank = admin.node(community, "deleted-1", "OHT");
        admin.rule(community, tank, "Runs dry", LOW);
        String key = admin.deviceKey(tank);
        await().atMost(PATIENCE).until(() -> send(key) == 200);
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(
                                        admin.get("/api/v1/alerts?state=open&node=" + tank)
                                                .path("items"))
                                .hasSize(1));

        JsonNode export = delete(admin, tank);

        List<JsonNode> readings = lines(admin, export.at("/files/telemetry").asText());
        assertThat(readings).hasSize(READINGS);
        for (int i = 0; i < READINGS; i++) {
            assertThat(readings.get(i).path("recorded_at").asText()).isEqualTo(at(i).toString());
            assertThat(readings.get(i).at("/metrics/water_level_cm").asDouble()).isEqualTo(i + 0.5);
        }
        assertThat(lines(admin, export.at("/files/alerting").asText()))
                .extracting(line -> line.at("/type").asText())
                .containsExactly("rule", "alert");
        assertThat(admin.get("/api/v1/exports").at("/items/0/node_key").asText())
                .isEqualTo("deleted-1");
        assertThat(fleet.get("/api/v1/nodes/" + tank, admin.token()).statusCode()).isEqualTo(404);
        await().atMost(PATIENCE).until(() -> send(key) == 401);
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(
                                        admin.get("/api/v1/alerts?state=all")
                                                .findValuesAsText("node_id"))
                                .doesNotContain(tank));
    }

    private Instant at(int place) {
        return now.minusSeconds(600 - 10L * place);
    }

    private int send(String key) throws IOException, InterruptedException {
        var readings = new ArrayList<String>();
        for (int i = 0; i < READINGS; i++) {
            readings.add(
                    "{\"recorded_at\": \"%s\", \"metrics\": {\"water_level_cm\": %s}}"
                            .formatted(at(i), i + 0.5));
        }
        return fleet.send(
                        HttpRequest.newBuilder(URI.create(fleet.gateway() + "/api/v1/telemetry"))
                                .header("X-Device-Key", key)
                                .header("Content-Type", "application/json")
                                .POST(
                                        HttpRequest.BodyPublishers.ofString(
                                                "{\"readings\": [%s]}"
                                                        .formatted(String.join(",", readings)))))
                .statusCode();
    }

    private JsonNode delete(Person admin, String node) throws IOException, InterruptedException {
        var answer =
                fleet.send(
                        HttpRequest.newBuilder(
                                        URI.create(fleet.gateway() + "/api/v1/nodes/" + node))
                                .header("Authorization", "Bearer " + admin.token())
                                .header("If-Match", "*")
                                .DELETE());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return Json.mapper().readTree(answer.body());
    }

    /** The file, once it is whole. */
    private List<JsonNode> lines(Person admin, String path)
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create(fleet.gateway() + path))
                        .header("Authorization", "Bearer " + admin.token())
                        .build();
        HttpResponse<byte[]> file =
                await().atMost(PATIENCE)
                        .until(
                                () -> http.send(request, HttpResponse.BodyHandlers.ofByteArray()),
                                answer -> answer.statusCode() == 200);
        var lines = new ArrayList<JsonNode>();
        try (var in = new GZIPInputStream(new ByteArrayInputStream(file.body()))) {
            for (String line :
                    new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
                lines.add(Json.mapper().readTree(line));
            }
        }
        return lines;
    }
}
