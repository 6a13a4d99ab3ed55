package com.evaratech.local.launcher.it.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.local.launcher.home.Json;
import com.evaratech.local.launcher.it.LocalFleet;
import com.evaratech.local.launcher.it.Person;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A device that sends one reading after the other over HTTP, as devices do: each until it is taken,
 * however often that is, and then the next.
 */
final class SteadyDevice implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Duration BETWEEN = Duration.ofMillis(50);
    private static final int OK = 200;
    private static final int TOO_FAST = 429;
    private static final int TROUBLE = 500;

    private final LocalFleet fleet;
    private final Person admin;
    private final Tank tank;
    private final Instant first;
    private final Map<String, Long> before;
    private final Map<Instant, Double> taken = new ConcurrentSkipListMap<>();
    private final Queue<String> unexpected = new ConcurrentLinkedQueue<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread thread = Thread.ofVirtual().name("steady-device").unstarted(this::run);
    private final AtomicInteger sent = new AtomicInteger();

    /** Its id, and what its device says who it is by. */
    private record Tank(String id, String key) {}

    private SteadyDevice(LocalFleet fleet, Instant now) throws IOException, InterruptedException {
        this.fleet = fleet;
        this.admin = Person.of(fleet, "community_admin");
        String id = admin.node(admin.community(), "steady", "OHT");
        this.tank = new Tank(id, admin.deviceKey(id));
        this.first = now.minus(Duration.ofHours(2));
        this.before = outcomes();
    }

    /** Begins to send, once its key is known; a reading for each second since two hours ago. */
    static SteadyDevice start(LocalFleet fleet, Instant now)
            throws IOException, InterruptedException {
        var device = new SteadyDevice(fleet, now);
        await().atMost(PATIENCE).until(device::isTaken);
        device.thread.start();
        return device;
    }

    private void run() {
        try {
            boolean isOver = true;
            // One that is begun is sent to its end: it may have been taken without an answer.
            while (!ended.await(BETWEEN.toMillis(), TimeUnit.MILLISECONDS) || !isOver) {
                isOver = isTaken();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Sends the reading whose turn it is; whether that is over now. */
    private boolean isTaken() throws InterruptedException {
        Instant at = first.plusSeconds(taken.size());
        double level = 100 + taken.size() % 97;
        try {
            int _ = sent.incrementAndGet();
            HttpResponse<String> answer = send(at, level);
            if (answer.statusCode() == OK && isAccepted(answer.body())) {
                taken.put(at, level);
                return true;
            }
            if (answer.statusCode() < TROUBLE
                    && answer.statusCode() != TOO_FAST
                    && !taken.isEmpty()) {
                unexpected.add(answer.statusCode() + " " + answer.body());
            }
        } catch (IOException e) {
            // Whether it was taken is not known: it is sent again.
            return false;
        }
        return false;
    }

    private static boolean isAccepted(String body) throws IOException {
        return Json.mapper().readTree(body).at("/results/0/status").asText().equals("accepted");
    }

    private HttpResponse<String> send(Instant at, double level)
            throws IOException, InterruptedException {
        return fleet.send(
                HttpRequest.newBuilder(URI.create(fleet.gateway() + "/api/v1/telemetry"))
                        .timeout(Duration.ofSeconds(20))
                        .header("X-Device-Key", tank.key())
                        .header("Content-Type", "application/json")
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        "{\"recorded_at\": \"%s\", \"metrics\": {\"water_level_cm\": %s}}"
                                                .formatted(at, level))));
    }

    /** Ends, and waits until all that was taken is stored as it was sent, and nothing beside. */
    void awaitAccounted() throws IOException, InterruptedException {
        close();
        assertThat(thread.join(PATIENCE)).isTrue();
        assertThat(unexpected).isEmpty();
        // More was sent than taken, or nothing of what dies was felt here.
        assertThat(sent).hasValueGreaterThan(taken.size());
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(stored()).isEqualTo(Map.copyOf(taken)));
        Map<String, Long> since = outcomes();
        before.forEach((outcome, count) -> since.merge(outcome, -count, Long::sum));
        assertThat(since.remove("stored")).isEqualTo(taken.size());
        since.remove("duplicate");
        since.values().removeIf(count -> count == 0);
        assertThat(since).isEmpty();
    }

    private Map<Instant, Double> stored() throws IOException, InterruptedException {
        Map<Instant, Double> stored = new TreeMap<>();
        JsonNode span =
                admin.get(
                        "/api/v1/nodes/%s/telemetry?limit=10000&from=%s&to=%s"
                                .formatted(tank.id(), first, first.plus(Duration.ofDays(1))));
        span.path("items")
                .forEach(item ->
                        stored.put(
                                Instant.parse(item.path("recorded_at").asText()),
                                item.at("/metrics/water_level_cm").asDouble()));
        return stored;
    }

    /** What became of readings over HTTP. */
    private Map<String, Long> outcomes() throws IOException, InterruptedException {
        Map<String, Long> outcomes = new TreeMap<>();
        Person.of(fleet, "superadmin")
                .get("/api/v1/telemetry/outcomes")
                .path("items")
                .forEach(each -> {
                    if (each.path("source").asText().equals("http")) {
                        outcomes.put(each.path("outcome").asText(), each.path("readings").asLong());
                    }
                });
        return outcomes;
    }

    @Override
    public void close() {
        ended.countDown();
    }
}
