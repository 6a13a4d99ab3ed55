package com.evaratech.local.launcher.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.local.launcher.home.Json;
import com.evaratech.local.launcher.it.seen.FleetLogs;
import com.evaratech.local.launcher.it.seen.FleetMetrics;
import com.evaratech.local.launcher.it.seen.FleetPanels;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The journey of readings through a packaged fleet, seen from outside: from a ThingSpeak channel
 * and from a device, over streams and tables, to a chart and an alert; every reading accounted for.
 */
final class Journey {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int CHANNEL = 77;
    private static final String RUNS_DRY =
            """
            {"kind": "threshold", "metric": "water_level_cm", "operator": "lt",
             "threshold": 20, "clear_threshold": 100, "duration_seconds": 0}
            """;

    private final Instant now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS);
    private final LocalFleet fleet;
    private final Person admin;
    private boolean isFull = true;

    /** On a fleet that has just begun to run and knows of no node. */
    Journey(LocalFleet fleet) throws IOException, InterruptedException {
        this.fleet = fleet;
        this.admin = Person.of(fleet, "community_admin");
    }

    /** Readings and alerts of a channel and of a device arrive, each once. */
    void walk() throws IOException, InterruptedException {
        String community = admin.community();
        String tank = admin.node(community, "journey-1", "OHT");
        admin.rule(community, tank, "Runs dry", RUNS_DRY);
        String readKey = makeChannel();

        admin.privateChannel(
                tank, CHANNEL, readKey, "{\"field\": 1, \"metric\": \"water_level_cm\"}");
        // Twelve rows: one without a value, one that is no number, one that cannot be true.
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(span(tank).path("items")).hasSize(9));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(openAlerts(tank)).isOne());
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(status(tank)).isEqualTo("ALERT"));

        String key = admin.deviceKey(tank);
        // A new key is known everywhere within 2 s.
        await().atMost(PATIENCE).until(() -> send(key, now, 120.5).statusCode() == 200);
        assertThat(Json.mapper().readTree(send(key, now, 120.5).body()).at("/results/0/status"))
                .isEqualTo(TextNode.valueOf("accepted"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(span(tank).path("items")).hasSize(10));
        // The level is above what clears the alert.
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(openAlerts(tank)).isZero());
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(status(tank)).isEqualTo("ONLINE"));
        assertThat(admin.get("/api/v1/stats").at("/nodes/by_status/ONLINE").asInt()).isOne();

        JsonNode node = admin.get("/api/v1/nodes/" + tank);
        assertThat(node.at("/latest/metrics/water_level_cm").asDouble()).isEqualTo(120.5);
        assertThat(node.path("unavailable")).isEmpty();
        assertThat(admin.get("/api/v1/alerts?state=resolved&node=" + tank).path("items"))
                .hasSize(1);
        assertThat(outcomes())
                .isEqualTo(
                        Map.of("thingspeak stored", 9L, "http stored", 1L, "http duplicate", 1L));
        assertShowsItself(tank, List.of(key, readKey, admin.token(), programKey(community)));
    }

    /** What went through the fleet is in its metrics, and no secret of it in its logs. */
    private void assertShowsItself(String tank, List<String> secrets)
            throws IOException, InterruptedException {
        // Counts of the tables are shown within 15 s.
        await().atMost(PATIENCE)
                .untilAsserted(() -> FleetMetrics.of(fleet).assertShowsWhatDashboardsAskFor());
        FleetMetrics.of(fleet).assertDocumented().assertExplained().assertWellNamed();
        if (FleetPanels.canBeAsked()) {
            await().atMost(PATIENCE.multipliedBy(2))
                    .untilAsserted(() -> {
                        use(tank, secrets.getFirst());
                        FleetPanels.assertAnswered(fleet);
                    });
            FleetPanels.assertCalm(fleet);
        }
        FleetLogs.assertOneObjectALine(fleet);
        FleetLogs.assertWithoutSecrets(fleet, secrets);
    }

    /** What people and devices do all day; the tank fills and empties with each call. */
    private void use(String tank, String key) throws IOException, InterruptedException {
        isFull = !isFull;
        double level = isFull ? 150 : 5;
        assertThat(send(key, Clock.systemUTC().instant(), level).statusCode()).isEqualTo(200);
        JsonNode _ = span(tank);
        int _ = openAlerts(tank);
    }

    /** Of a program, which has asked with it. */
    private String programKey(String community) throws IOException, InterruptedException {
        String key =
                admin.add(
                                "/api/v1/api-keys",
                                """
                                {"name": "Billing", "role": "viewer", "community_id": "%s"}
                                """
                                        .formatted(community))
                        .path("key")
                        .asText();
        await().atMost(PATIENCE).until(() -> asProgram(key) == 200);
        return key;
    }

    private int asProgram(String key) throws IOException, InterruptedException {
        return fleet.send(
                        HttpRequest.newBuilder(URI.create(fleet.gateway() + "/api/v1/nodes"))
                                .header("X-Api-Key", key))
                .statusCode();
    }

    /**
     * A private channel that sinks from 90 cm to 10 cm, with rows as real devices send them.
     *
     * @return the key that opens it
     */
    private String makeChannel() throws IOException, InterruptedException {
        String made =
                standIn(
                        "/standin/channels",
                        "{\"id\": %d, \"labels\": [\"Level\"], \"public\": false}"
                                .formatted(CHANNEL));
        var rows = new StringBuilder();
        for (int i = 0; i < 9; i++) {
            rows.append(row(i, Integer.toString(90 - 10 * i))).append(',');
        }
        rows.append(row(9, ""))
                .append(',')
                .append(row(10, "nan"))
                .append(',')
                .append(row(11, "99999"));
        String _ = standIn("/standin/channels/" + CHANNEL + "/rows", "{\"rows\": [" + rows + "]}");
        return Json.mapper().readTree(made).path("read_key").asText();
    }

    /** Of just now: who was heard last before its patience began is not online. */
    private String row(int place, String value) {
        return "{\"created_at\": \"%s\", \"field1\": \"%s\"}"
                .formatted(now.minusSeconds(24 - 2L * place), value);
    }

    private HttpResponse<String> send(String key, Instant at, double level)
            throws IOException, InterruptedException {
        return fleet.send(
                HttpRequest.newBuilder(URI.create(fleet.gateway() + "/api/v1/telemetry"))
                        .header("X-Device-Key", key)
                        .header("Content-Type", "application/json")
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        "{\"recorded_at\": \"%s\", \"metrics\": {\"water_level_cm\": %s}}"
                                                .formatted(at, level))));
    }

    private JsonNode span(String node) throws IOException, InterruptedException {
        return admin.get("/api/v1/nodes/" + node + "/telemetry");
    }

    private String status(String node) throws IOException, InterruptedException {
        return admin.get("/api/v1/nodes/" + node).path("status").asText();
    }

    private int openAlerts(String node) throws IOException, InterruptedException {
        return admin.get("/api/v1/alerts?state=open&node=" + node).path("items").size();
    }

    private Map<String, Long> outcomes() throws IOException, InterruptedException {
        var outcomes = new TreeMap<String, Long>();
        Person.of(fleet, "superadmin")
                .get("/api/v1/telemetry/outcomes")
                .path("items")
                .forEach(each ->
                        outcomes.put(
                                each.path("source").asText() + " " + each.path("outcome").asText(),
                                each.path("readings").asLong()));
        return outcomes;
    }

    private String standIn(String path, String body) throws IOException, InterruptedException {
        String address = fleet.part("thingspeak").path("url").asText();
        var answer =
                fleet.send(
                        HttpRequest.newBuilder(URI.create(address + path))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body)));
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return answer.body();
    }
}
