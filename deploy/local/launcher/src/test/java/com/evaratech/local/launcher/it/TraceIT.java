package com.evaratech.local.launcher.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.common.reading.Knock;
import com.evaratech.local.launcher.home.Json;
import com.evaratech.local.launcher.it.OtlpReceiver.Seen;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * One reading's trace through a packaged fleet, as a collector sees it. Run by {@link
 * RunningFleetIT}.
 */
abstract class TraceIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int CHANNEL = 4711;
    private static final String POLLER = "thingspeak-poller";
    private static final String TELEMETRY = "telemetry-service";
    private static final String ALERT = "alert-service";
    private static final String GATEWAY = "gateway-service";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final LocalFleet fleet;
    private final OtlpReceiver collector;
    private String admin;
    private String community;

    /** For a fleet that tells every span to a collector. */
    TraceIT(LocalFleet fleet, OtlpReceiver collector) {
        this.fleet = fleet;
        this.collector = collector;
    }

    @BeforeEach
    void signIn() throws IOException, InterruptedException {
        admin = fleet.token("community_admin");
        community =
                Json.mapper()
                        .readTree(fleet.get("/api/v1/communities", admin).body())
                        .at("/items/0/id")
                        .asText();
    }

    @Test
    void shouldFollowAReadingFromThePollToTheWebSocket() throws IOException, InterruptedException {
        String tank = tankWithRule("polled");
        standIn("/standin/channels", "{\"id\": %d, \"labels\": [\"Level\"]}".formatted(CHANNEL));
        standIn(
                "/standin/channels/" + CHANNEL + "/rows",
                "{\"rows\": [{\"created_at\": \"%s\", \"field1\": \"12.5\"}]}"
                        .formatted(Clock.systemUTC().instant().minusSeconds(60)));

        JsonNode alert = awaitAlertAfter(tank, () -> mapChannel(tank));

        List<Seen> way = awaitWayTo(alert, "poll channel");
        assertThat(way)
                .extracting(span -> span.service() + ": " + span.span().getName())
                .containsExactly(
                        POLLER + ": poll channel",
                        POLLER + ": readings publish",
                        ALERT + ": alert opened",
                        ALERT + ": outbox relay",
                        GATEWAY + ": live push");
        Seen poll = way.getFirst();
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(below(poll))
                                .extracting(span -> span.service() + ": " + span.span().getName())
                                .contains(POLLER + ": GET /channels/{id}/feeds.json"));
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(below(poll).stream().filter(Seen::isStatement))
                                .extracting(Seen::service)
                                .as("the cursor moves in the poll")
                                .contains(POLLER));
        assertRoundsShown(way.get(1));
    }

    @Test
    void shouldFollowAReadingFromTheDevicesRequestToTheWebSocket()
            throws IOException, InterruptedException {
        String tank = tankWithRule("sent");
        String key = post("/api/v1/nodes/" + tank + "/keys", "").path("key").asText();

        JsonNode alert =
                awaitAlertAfter(
                        tank,
                        () ->
                                // A new key is known everywhere within 2 s.
                                await().atMost(PATIENCE).until(() -> send(key) == 200));

        List<Seen> way = awaitWayTo(alert, "POST");
        assertThat(way)
                .extracting(Seen::service)
                .containsExactly(GATEWAY, GATEWAY, TELEMETRY, TELEMETRY, ALERT, ALERT, GATEWAY);
        assertThat(way.subList(3, way.size()))
                .extracting(span -> span.span().getName())
                .containsExactly("readings publish", "alert opened", "outbox relay", "live push");
        assertRoundsShown(way.get(3));
        // The gateway has knocked all the while.
        assertThat(collector.spans()).noneMatch(span -> span.isAskedFor(Knock.PATH));
    }

    /** What stored and judged the reading is told below its publication, statements included. */
    private void assertRoundsShown(Seen published) {
        for (var round :
                List.of(List.of(TELEMETRY, "telemetry store"), List.of(ALERT, "alert evaluate"))) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> {
                        List<Seen> shown =
                                below(published).stream()
                                        .filter(span -> span.service().equals(round.get(0)))
                                        .filter(span -> span.span().getName().equals(round.get(1)))
                                        .toList();
                        assertThat(shown).as(round.toString()).hasSize(1);
                        assertThat(around(shown.getFirst()))
                                .as("statements of " + round)
                                .anyMatch(Seen::isStatement);
                    });
        }
    }

    /** Below a span, and below the round of several readings that it is linked to. */
    private List<Seen> around(Seen span) {
        List<Seen> all = new ArrayList<>(below(span));
        collector.spans().stream()
                .filter(other -> span.links().contains(other.id()))
                .forEach(round -> all.addAll(below(round)));
        return all;
    }

    private List<Seen> below(Seen span) {
        List<Seen> below = new ArrayList<>();
        for (Seen each : collector.spans()) {
            if (each.trace().equals(span.trace()) && each.parent().equals(span.id())) {
                below.add(each);
                below.addAll(below(each));
            }
        }
        return below;
    }

    /** From where the trace began to the span that the live message names. */
    private List<Seen> awaitWayTo(JsonNode message, String beginning) {
        String[] traceparent = message.path("traceparent").asText().split("-", -1);
        return await().atMost(PATIENCE)
                .until(
                        () -> way(traceparent[1], traceparent[2]),
                        way ->
                                !way.isEmpty()
                                        && way.getFirst().parent().isEmpty()
                                        && way.getFirst().span().getName().startsWith(beginning));
    }

    private List<Seen> way(String trace, String id) {
        List<Seen> way = new ArrayList<>();
        String wanted = id;
        boolean found = true;
        while (found && !wanted.isEmpty()) {
            String next = wanted;
            var span =
                    collector.spans().stream()
                            .filter(each -> each.trace().equals(trace) && each.id().equals(next))
                            .findFirst();
            span.ifPresent(way::addFirst);
            found = span.isPresent();
            wanted = span.map(Seen::parent).orElse("");
        }
        return way;
    }

    @FunctionalInterface
    private interface Cause {
        void happen() throws IOException, InterruptedException;
    }

    private JsonNode awaitAlertAfter(String node, Cause cause)
            throws IOException, InterruptedException {
        try (Said watch =
                fleet.listenTo(
                        "watch", "node:" + node, "--json", "--until", "alert", "--within", "120")) {
            assertThat(watch.next()).contains("subscribed");
            cause.happen();
            List<String> messages = watch.rest();
            assertThat(watch.status()).as(messages.toString()).isZero();
            return Json.mapper().readTree(messages.getLast());
        }
    }

    private String tankWithRule(String key) throws IOException, InterruptedException {
        String node =
                post(
                                "/api/v1/nodes",
                                """
                                {"community_id": "%s", "key": "%s", "label": "Tank", "category": "OHT",
                                 "time_zone": "Asia/Kolkata", "expected_interval_seconds": 15}
                                """
                                        .formatted(community, key))
                        .path("id")
                        .asText();
        Person.of(fleet, "community_admin")
                .rule(
                        community,
                        node,
                        "Runs dry",
                        """
                        {"kind": "threshold", "metric": "water_level_cm", "operator": "lt",
                         "threshold": 20, "clear_threshold": 100, "duration_seconds": 0}
                        """);
        return node;
    }

    private void mapChannel(String node) throws IOException, InterruptedException {
        var answer =
                http.send(
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
                                                        .formatted(CHANNEL)))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    private int send(String key) throws IOException, InterruptedException {
        return http.send(
                        HttpRequest.newBuilder(URI.create(fleet.gateway() + "/api/v1/telemetry"))
                                .header("X-Device-Key", key)
                                .header("Content-Type", "application/json")
                                .POST(
                                        HttpRequest.BodyPublishers.ofString(
                                                "{\"metrics\": {\"water_level_cm\": 12.5}}"))
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private JsonNode post(String path, String body) throws IOException, InterruptedException {
        var answer = fleet.post(path, admin, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
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
                http.send(
                        HttpRequest.newBuilder(URI.create(address + path))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
    }
}
