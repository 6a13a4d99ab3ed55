package com.evaratech.bench.site;

import com.evaratech.alert.rules.Threshold;
import com.evaratech.bench.fleet.Fleet;
import com.evaratech.bench.host.Pause;
import com.evaratech.common.reading.Reading;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The tanks of one community and the ten rules that watch each of them, made through the API. */
public final class Site {

    private static final int TANKS = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final List<String> BINDINGS =
            List.of(
                    "{\"kind\": \"community\"}",
                    "{\"kind\": \"category\", \"category\": \"%s\"}".formatted(Tank.CATEGORY),
                    "{\"kind\": \"tag\", \"tag\": \"%s\"}".formatted(Tank.TAG));

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Fleet fleet;
    private final String token;

    private Site(Fleet fleet, String token) {
        this.fleet = fleet;
        this.token = token;
    }

    /** Makes everything and returns when all keys are known everywhere. */
    public static List<Tank> make(Fleet fleet, String token, Instant now)
            throws IOException, InterruptedException {
        var site = new Site(fleet, token);
        String community = site.community();
        for (int i = 0; i < TenRules.CONDITIONS.size(); i++) {
            site.addRule(community, i);
        }
        var tanks = new ArrayList<Tank>();
        for (int place = 0; place < TANKS; place++) {
            tanks.add(site.register(community, place));
        }
        for (Tank tank : tanks) {
            site.awaitKey(tank, firstAt(tank, now));
        }
        return List.copyOf(tanks);
    }

    /** The reading that a tank has sent when it was made. */
    public static Reading first(Tank tank, Instant now) {
        return tank.readings(0, 1, firstAt(tank, now), 0).getFirst();
    }

    private static Instant firstAt(Tank tank, Instant now) {
        return now.plusSeconds(tank.place());
    }

    /** A rule that tells of every node that is silent for so long more than it may. */
    public static void addSilence(Fleet fleet, String token, Duration after)
            throws IOException, InterruptedException {
        var site = new Site(fleet, token);
        var _ =
                site.call(
                        "POST",
                        "/api/v1/rules",
                        """
                        {"name": "Silent", "community_id": "%s", "severity": "warning",
                         "binding": {"kind": "community"},
                         "condition": {"kind": "silence", "after_seconds": %d}}
                        """
                                .formatted(site.community(), after.toSeconds()));
    }

    private String community() throws IOException, InterruptedException {
        return call("GET", "/api/v1/communities", "").at("/items/0/id").asText();
    }

    private void addRule(String community, int place) throws IOException, InterruptedException {
        var _ =
                call(
                        "POST",
                        "/api/v1/rules",
                        """
                        {"name": "Rule %d", "community_id": "%s", "severity": "warning",
                         "binding": %s, "condition": %s}
                        """
                                .formatted(
                                        place,
                                        community,
                                        BINDINGS.get(place % BINDINGS.size()),
                                        condition(TenRules.CONDITIONS.get(place))));
    }

    private static String condition(Threshold rule) {
        return """
        {"kind": "threshold", "metric": "%s", "operator": "%s", "threshold": %s,
         "clear_threshold": %s, "duration_seconds": %d}
        """
                .formatted(
                        rule.metric().code(),
                        rule.operator().code(),
                        rule.threshold(),
                        rule.clearThreshold(),
                        rule.durationSeconds());
    }

    private Tank register(String community, int place) throws IOException, InterruptedException {
        JsonNode node =
                call(
                        "POST",
                        "/api/v1/nodes",
                        """
                        {"community_id": "%s", "key": "tank-%d", "label": "Tank %d",
                         "category": "%s", "tags": ["%s"], "time_zone": "Asia/Kolkata",
                         "expected_interval_seconds": 60}
                        """
                                .formatted(community, place, place, Tank.CATEGORY, Tank.TAG));
        String id = node.path("id").asText();
        JsonNode key = call("POST", "/api/v1/nodes/" + id + "/keys", "");
        return new Tank(place, id, key.path("key").asText());
    }

    /** A new key is known after a moment; the reading that tries it is a first one of its tank. */
    private void awaitKey(Tank tank, Instant at) throws IOException, InterruptedException {
        try (var door = new Door(fleet.port())) {
            byte[] request = tank.request(0, 1, at, 0);
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (door.send(request) != Door.OK) {
                if (System.nanoTime() - end > 0) {
                    throw new IllegalStateException("the key of %s does not work".formatted(tank));
                }
                Pause.of(Duration.ofMillis(100));
            }
        }
    }

    private JsonNode call(String method, String path, String body)
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create(fleet.gateway() + path))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .method(
                                method,
                                body.isEmpty()
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body))
                        .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException(
                    "%s %s answered %d: %s"
                            .formatted(method, path, answer.statusCode(), answer.body()));
        }
        return JSON.readTree(answer.body());
    }
}
