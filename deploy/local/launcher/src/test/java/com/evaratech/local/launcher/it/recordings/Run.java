package com.evaratech.local.launcher.it.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.local.launcher.it.LocalFleet;
import com.evaratech.local.launcher.it.Person;
import com.evaratech.local.launcher.it.recordings.Watch.Raised;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Devices that are played to a fleet, and their account as the fleet has it. */
final class Run {

    /** A slow machine, and the lease of a channel whose poller was killed (90 s). */
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private static final Duration LOOK = Duration.ofMillis(500);

    private final Person admin;
    private final Person superadmin;
    private final Instant now;
    private final List<Part> parts;
    private final Map<String, Long> outcomesBefore;

    /** A device and the node that it is. */
    private record Part(Device device, Play play, String node, Expectation expectation) {}

    private Run(
            Person admin,
            Person superadmin,
            Instant now,
            List<Part> parts,
            Map<String, Long> outcomesBefore) {
        this.admin = admin;
        this.superadmin = superadmin;
        this.now = now;
        this.parts = parts;
        this.outcomesBefore = outcomesBefore;
    }

    /**
     * Registers devices as nodes, with their rules; their channels are empty and not polled yet.
     *
     * @param name to tell the nodes of one test from another's
     * @param now what the recordings were moved to
     */
    static Run of(LocalFleet fleet, Stage stage, List<Device> devices, String name, Instant now)
            throws IOException, InterruptedException {
        Person admin = Person.of(fleet, "community_admin");
        Person superadmin = Person.of(fleet, "superadmin");
        String community = admin.community();
        List<Part> parts = new ArrayList<>();
        for (Device device : devices) {
            String key = name + "-" + (parts.size() + 1) + "-" + device.name();
            String node = admin.node(community, key, device.category());
            if (device.watch().isPresent()) {
                admin.rule(community, node, key, device.watch().get().json());
            }
            parts.add(new Part(device, stage.play(device), node, Expectation.of(device, now)));
        }
        return new Run(admin, superadmin, now, parts, outcomes(superadmin));
    }

    /** Lets the fleet poll the channels, every second. */
    void map() throws IOException, InterruptedException {
        for (Part part : parts) {
            admin.channel(
                    part.node(),
                    part.play().channel(),
                    1,
                    String.join(", ", part.device().fields().stream().map(Meaning::json).toList()));
        }
    }

    /** The channel of the device at this place. */
    long channel(int place) {
        return parts.get(place).play().channel();
    }

    /** Plays what is before a channel was cleared, waits until it is read, and clears. */
    void playUntilCleared() {
        List<Part> cleared = parts.stream().filter(part -> part.play().hasNext()).toList();
        cleared.forEach(part -> part.play().all());
        cleared.forEach(part -> {
            awaitCursor(part, 0);
            part.play().clear();
        });
    }

    /** Lets rows appear until this share of them is left. */
    void playUntil(double share) {
        parts.forEach(part -> part.play().until(share));
    }

    /** Lets all rows appear. */
    void playAll() {
        parts.forEach(part -> part.play().all());
    }

    /** Waits until every channel is read to its end. */
    void awaitRead() {
        parts.forEach(part -> awaitCursor(part, part.expectation().lastEpoch()));
    }

    private void awaitCursor(Part part, int epoch) {
        await().atMost(PATIENCE)
                .pollInterval(LOOK)
                .untilAsserted(() -> {
                    JsonNode cursor = report(part).at("/channel/cursor");
                    assertThat(cursor.path("entry_id").asLong())
                            .as(part.device().name())
                            .isEqualTo(part.play().end());
                    assertThat(cursor.path("epoch").asInt()).isEqualTo(epoch);
                });
    }

    private JsonNode report(Part part) throws IOException, InterruptedException {
        return admin.get("/api/v1/channels/" + part.node());
    }

    /** Waits until this many samples of channels have become something since the run began. */
    void awaitOutcomes(long samples) {
        await().atMost(PATIENCE)
                .pollInterval(LOOK)
                .untilAsserted(() -> assertThat(sum(outcomes().values())).isEqualTo(samples));
    }

    /** What became of samples of channels since the run began; what did not happen is not there. */
    Map<String, Long> outcomes() throws IOException, InterruptedException {
        Map<String, Long> since = outcomes(superadmin);
        outcomesBefore.forEach((outcome, before) -> since.merge(outcome, -before, Long::sum));
        since.values().removeIf(count -> count == 0);
        return since;
    }

    /** What became of samples of channels before the run began. */
    Map<String, Long> outcomesBefore() {
        return outcomesBefore;
    }

    private static Map<String, Long> outcomes(Person superadmin)
            throws IOException, InterruptedException {
        Map<String, Long> outcomes = new TreeMap<>();
        superadmin
                .get("/api/v1/telemetry/outcomes")
                .path("items")
                .forEach(each -> {
                    if (each.path("source").asText().equals("thingspeak")) {
                        outcomes.put(each.path("outcome").asText(), each.path("readings").asLong());
                    }
                });
        return outcomes;
    }

    /** What must become of all samples if each is accepted once. */
    Tally expected() {
        var all = new Tally();
        parts.forEach(part -> all.addOutcomes(part.expectation().tally()));
        return all;
    }

    /**
     * Each row was fetched once by the account of the poller, and was accepted or rejected for the
     * reason that it must be.
     */
    void assertPolled() throws IOException, InterruptedException {
        for (Part part : parts) {
            JsonNode report = report(part);
            Map<String, Long> rejected = new TreeMap<>();
            report.path("rejections")
                    .forEach(each -> {
                        if (each.path("rows").asLong() > 0) {
                            rejected.put(each.path("reason").asText(), each.path("rows").asLong());
                        }
                    });
            JsonNode rows = report.at("/channel/rows");
            Expectation expected = part.expectation();
            String name = part.device().name();
            assertThat(rejected).as(name).isEqualTo(expected.rejected());
            assertThat(rows.path("fetched").asLong()).as(name).isEqualTo(expected.rows());
            assertThat(rows.path("accepted").asLong()).as(name).isEqualTo(expected.tally().all());
            assertThat(rows.path("rejected").asLong()).as(name).isEqualTo(sum(rejected.values()));
        }
    }

    /** Every value is stored at its instant, and nothing beside. */
    void assertStored() throws IOException, InterruptedException {
        for (Part part : parts) {
            String from = now.minus(Duration.ofDays(500)).toString();
            String to = now.plus(Duration.ofDays(1)).toString();
            JsonNode span =
                    admin.get(
                            "/api/v1/nodes/%s/telemetry?limit=10000&from=%s&to=%s"
                                    .formatted(part.node(), from, to));
            Map<Instant, Map<String, Object>> stored = new HashMap<>();
            span.path("items")
                    .forEach(item -> {
                        var values = new HashMap<String, Object>();
                        item.path("metrics")
                                .properties()
                                .forEach(metric ->
                                        values.put(
                                                metric.getKey(),
                                                metric.getValue().isNumber()
                                                        ? (Object) metric.getValue().asDouble()
                                                        : metric.getValue().asText()));
                        stored.put(Instant.parse(item.path("recorded_at").asText()), values);
                    });
            assertThat(stored)
                    .as(part.device().name())
                    .isEqualTo(part.expectation().tally().stored());
        }
    }

    /** The alerts of each node are those that its rows mean, resolved where they are over. */
    void awaitAlerts() {
        await().atMost(PATIENCE)
                .pollInterval(LOOK)
                .untilAsserted(() -> {
                    for (Part part : parts) {
                        assertThat(alerts(part))
                                .as(part.device().name())
                                .isEqualTo(part.expectation().alerts());
                    }
                });
    }

    /** The oldest first. */
    private List<Raised> alerts(Part part) throws IOException, InterruptedException {
        List<Raised> alerts = new ArrayList<>();
        admin.get("/api/v1/alerts?limit=100&nodeId=" + part.node())
                .path("items")
                .forEach(alert -> {
                    JsonNode end = alert.path("resolved_at");
                    alerts.add(
                            new Raised(
                                    Instant.parse(alert.path("opened_at").asText()),
                                    alert.path("value").asDouble(),
                                    end.isTextual() ? Instant.parse(end.asText()) : null));
                });
        return alerts.reversed();
    }

    /** Each alert is told once when it opens and once when it is over, and no other is. */
    void assertAlertsTold(List<JsonNode> events) {
        for (Part part : parts) {
            List<String> told =
                    events.stream()
                            .filter(event -> event.path("node_id").asText().equals(part.node()))
                            .map(event ->
                                    event.path("type").asText()
                                            + " "
                                            + event.path("alert_id").asText())
                            .distinct()
                            .map(text -> text.substring(0, text.indexOf(' ')))
                            .toList();
            List<String> expected = new ArrayList<>();
            part.expectation()
                    .alerts()
                    .forEach(alert -> {
                        expected.add("opened");
                        if (alert.resolvedAt() != null) {
                            expected.add("resolved");
                        }
                    });
            assertThat(told).as(part.device().name()).isEqualTo(expected);
        }
    }

    private static long sum(Collection<Long> counts) {
        return counts.stream().mapToLong(Long::longValue).sum();
    }
}
