package com.evaratech.local.launcher.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.local.launcher.home.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The journey of readings through a packaged fleet, seen from outside: from a ThingSpeak channel
 * and from a device, over streams and tables, to a chart and an alert; every reading accounted for.
 */
class JourneyIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int CHANNEL = 77;

    @TempDir private Path home;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Instant now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS);
    private LocalFleet fleet;
    private String admin;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        fleet = new LocalFleet(home);
        LocalFleet.Result up = fleet.up();
        assertThat(up.status()).as(up.toString()).isZero();
        admin = fleet.token("community_admin");
    }

    @AfterEach
    void stop() throws IOException, InterruptedException {
        fleet.stop();
    }

    @Test
    void shouldShowReadingsAndAlertsOfAChannelAndOfADevice()
            throws IOException, InterruptedException {
        String community = get("/api/v1/communities").at("/items/0/id").asText();
        String tank = register(community, "tank-1", "OHT");
        rule(community, tank);
        makeChannel();

        mapChannel(tank);
        // Twelve rows: one without a value, one that is no number, one that cannot be true.
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(span(tank).path("items")).hasSize(9));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(openAlerts(tank)).isOne());

        String key = post("/api/v1/nodes/" + tank + "/keys", "", 201).path("key").asText();
        // A new key is known everywhere within 2 s.
        await().atMost(PATIENCE).until(() -> send(key, now, 120.5).statusCode() == 200);
        assertThat(Json.mapper().readTree(send(key, now, 120.5).body()).at("/results/0/status"))
                .isEqualTo(TextNode.valueOf("accepted"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(span(tank).path("items")).hasSize(10));
        // The level is above what clears the alert.
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(openAlerts(tank)).isZero());

        JsonNode node = get("/api/v1/nodes/" + tank);
        assertThat(node.at("/latest/metrics/water_level_cm").asDouble()).isEqualTo(120.5);
        assertThat(node.path("unavailable")).isEmpty();
        assertThat(get("/api/v1/alerts?state=resolved&node=" + tank).path("items")).hasSize(1);
        assertThat(outcomes())
                .isEqualTo(
                        Map.of("thingspeak stored", 9L, "http stored", 1L, "http duplicate", 1L));
    }

    private String register(String community, String key, String category)
            throws IOException, InterruptedException {
        return post(
                        "/api/v1/nodes",
                        """
                        {"community_id": "%s", "key": "%s", "label": "%s", "category": "%s",
                         "time_zone": "Asia/Kolkata", "expected_interval_seconds": 15}
                        """
                                .formatted(community, key, key, category),
                        201)
                .path("id")
                .asText();
    }

    private void rule(String community, String node) throws IOException, InterruptedException {
        var _ =
                post(
                        "/api/v1/rules",
                        """
                        {"name": "Runs dry", "community_id": "%s", "severity": "critical",
                         "binding": {"kind": "node", "node_id": "%s"},
                         "condition": {"kind": "threshold", "metric": "water_level_cm",
                                       "operator": "lt", "threshold": 20, "clear_threshold": 100,
                                       "duration_seconds": 0}}
                        """
                                .formatted(community, node),
                        201);
    }

    /** A channel that sinks from 90 cm to 10 cm, with rows as real devices send them. */
    private void makeChannel() throws IOException, InterruptedException {
        standIn("/standin/channels", "{\"id\": %d, \"labels\": [\"Level\"]}".formatted(CHANNEL));
        var rows = new StringBuilder();
        for (int i = 0; i < 9; i++) {
            rows.append(row(i, Integer.toString(90 - 10 * i))).append(',');
        }
        rows.append(row(9, ""))
                .append(',')
                .append(row(10, "nan"))
                .append(',')
                .append(row(11, "99999"));
        standIn("/standin/channels/" + CHANNEL + "/rows", "{\"rows\": [" + rows + "]}");
    }

    private String row(int place, String value) {
        return "{\"created_at\": \"%s\", \"field1\": \"%s\"}"
                .formatted(now.minusSeconds(600 - 20L * place), value);
    }

    private void mapChannel(String node) throws IOException, InterruptedException {
        var answer =
                send(
                        HttpRequest.newBuilder(
                                        URI.create(
                                                fleet.gateway()
                                                        + "/api/v1/nodes/"
                                                        + node
                                                        + "/channel"))
                                .header("Authorization", "Bearer " + admin)
                                .header("Content-Type", "application/json")
                                .PUT(
                                        HttpRequest.BodyPublishers.ofString(
                                                """
                                                {"channel_id": %d, "interval_seconds": 15,
                                                 "fields": [{"field": 1, "metric": "water_level_cm"}]}
                                                """
                                                        .formatted(CHANNEL))));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    private HttpResponse<String> send(String key, Instant at, double level)
            throws IOException, InterruptedException {
        return send(
                HttpRequest.newBuilder(URI.create(fleet.gateway() + "/api/v1/telemetry"))
                        .header("X-Device-Key", key)
                        .header("Content-Type", "application/json")
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        "{\"recorded_at\": \"%s\", \"metrics\": {\"water_level_cm\": %s}}"
                                                .formatted(at, level))));
    }

    private JsonNode span(String node) throws IOException, InterruptedException {
        return get("/api/v1/nodes/" + node + "/telemetry");
    }

    private int openAlerts(String node) throws IOException, InterruptedException {
        return get("/api/v1/alerts?state=open&node=" + node).path("items").size();
    }

    private Map<String, Long> outcomes() throws IOException, InterruptedException {
        var answer = fleet.get("/api/v1/telemetry/outcomes", fleet.token("superadmin"));
        var outcomes = new TreeMap<String, Long>();
        Json.mapper()
                .readTree(answer.body())
                .path("items")
                .forEach(each ->
                        outcomes.put(
                                each.path("source").asText() + " " + each.path("outcome").asText(),
                                each.path("readings").asLong()));
        return outcomes;
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        var answer = fleet.get(path, admin);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Json.mapper().readTree(answer.body());
    }

    private JsonNode post(String path, String body, int status)
            throws IOException, InterruptedException {
        var answer = fleet.post(path, admin, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return Json.mapper().readTree(answer.body());
    }

    private void standIn(String path, String body) throws IOException, InterruptedException {
        String address = "";
        for (JsonNode part : fleet.record().path("parts")) {
            if (part.path("name").asText().equals("thingspeak")) {
                address = part.path("url").asText();
            }
        }
        var answer =
                send(
                        HttpRequest.newBuilder(URI.create(address + path))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body)));
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
    }

    private HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
