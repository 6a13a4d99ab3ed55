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

/** What the fleet says became of a run's rows, beside what must have become of them. */
final class Account {

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Duration LOOK = Duration.ofMillis(500);

    private final Person admin;
    private final Person superadmin;
    private final Instant now;
    private final List<Part> parts;
    private final Map<String, Long> outcomesBefore;

    private Account(
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
     * Opens the account of a run, before anything is played.
     *
     * @param now what the recordings were moved to
     */
    static Account of(LocalFleet fleet, Run run, Instant now)
            throws IOException, InterruptedException {
        Person superadmin = Person.of(fleet, "superadmin");
        return new Account(
                Person.of(fleet, "community_admin"),
                superadmin,
                now,
                run.parts(),
                outcomes(superadmin));
    }

    /**
     * Waits until this many samples of channels have become something since the account was opened.
     */
    void awaitOutcomes(long samples) {
        await().atMost(PATIENCE)
                .pollInterval(LOOK)
                .untilAsserted(() -> assertThat(sum(outcomes().values())).isEqualTo(samples));
    }

    /** What became of samples of channels since then; what did not happen is not there. */
    Map<String, Long> outcomes() throws IOException, InterruptedException {
        Map<String, Long> since = outcomes(superadmin);
        outcomesBefore.forEach((outcome, before) -> since.merge(outcome, -before, Long::sum));
        since.values().removeIf(count -> count == 0);
        return since;
    }

    /** What became of samples of channels before. */
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

    private JsonNode report(Part part) throws IOException, InterruptedException {
        return admin.get("/api/v1/channels/" + part.node());
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
        admin.get("/api/v1/alerts?limit=100&node=" + part.node())
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
    void awaitAlertsTold(Bus bus) {
        await().atMost(PATIENCE)
                .pollInterval(LOOK)
                .untilAsserted(() -> assertAlertsTold(bus.alertEvents()));
    }

    private void assertAlertsTold(List<JsonNode> events) {
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
