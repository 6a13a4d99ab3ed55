package com.evaratech.local.launcher.it.seen;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.local.launcher.it.LocalFleet;
import com.evaratech.local.launcher.it.seen.MetricsDocument.Row;
import com.evaratech.local.launcher.it.seen.Selectors.Selector;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The metrics of a fleet that readings, alerts and requests went through: they are those of the
 * document, and dashboards ask for nothing else.
 */
public final class FleetMetrics {

    private static final Path ROOT = Path.of("").toAbsolutePath().resolve("../../..").normalize();
    private static final Path MONITORING = ROOT.resolve("deploy/monitoring");

    private final MetricsDocument document;
    private final Map<String, Exposition> shown = new TreeMap<>();
    private final Map<String, String> texts = new TreeMap<>();

    private FleetMetrics(MetricsDocument document) {
        this.document = document;
    }

    /** What the services show now. */
    public static FleetMetrics of(LocalFleet fleet) throws IOException, InterruptedException {
        var metrics =
                new FleetMetrics(
                        new MetricsDocument(
                                Files.readString(ROOT.resolve("docs/operations/metrics.md"))));
        for (JsonNode service : fleet.record().path("parts")) {
            if (!service.hasNonNull("management")) {
                continue;
            }
            URI address = URI.create(service.path("management").asText() + "/metrics");
            var answer =
                    fleet.send(
                            HttpRequest.newBuilder(address).header("Accept", "text/plain").GET());
            assertThat(answer.statusCode()).isEqualTo(200);
            String name = service.path("name").asText();
            metrics.texts.put(name, answer.body());
            metrics.shown.put(name, Exposition.parse(answer.body()));
        }
        assertThat(metrics.shown).hasSize(5);
        return metrics;
    }

    /** Each metric has its row, with its type and labels; each row is there. */
    public FleetMetrics assertDocumented() {
        shown.forEach((service, exposition) -> {
            Map<String, Row> rows = document.of(service);
            assertThat(exposition.families()).as(service).isNotEmpty();
            exposition
                    .families()
                    .forEach((name, family) -> {
                        assertThat(rows).as("%s: row of %s", service, name).containsKey(name);
                        Row row = Objects.requireNonNull(rows.get(name));
                        assertThat(family.type())
                                .as("%s: type of %s", service, name)
                                .isEqualTo(row.type());
                        assertThat(family.labels())
                                .as("%s: labels of %s", service, name)
                                .isEqualTo(row.labels());
                    });
            Set<String> always =
                    rows.values().stream()
                            .filter(Row::always)
                            .map(Row::name)
                            .collect(Collectors.toCollection(TreeSet::new));
            assertThat(exposition.families().keySet()).as(service).containsAll(always);
        });
        return this;
    }

    /** Each metric of ours says what it is. */
    public FleetMetrics assertExplained() {
        shown.values()
                .forEach(exposition ->
                        exposition
                                .families()
                                .forEach((name, family) -> {
                                    if (name.startsWith("evara_")) {
                                        assertThat(family.help()).as(name).isNotEmpty();
                                    }
                                }));
        return this;
    }

    /** They are named as Prometheus wants it; where nothing can tell, nothing is looked at. */
    public void assertWellNamed() throws IOException, InterruptedException {
        Optional<Path> lint = MetricsLint.program();
        if (lint.isPresent()) {
            for (var text : texts.entrySet()) {
                assertThat(MetricsLint.faults(lint.get(), text.getValue()))
                        .as(text.getKey())
                        .isEmpty();
            }
        }
    }

    /** What panels and recording rules select is there, with the labels that they select by. */
    public void assertShowsWhatDashboardsAskFor() throws IOException {
        Set<Selector> asked = Selectors.in(MONITORING.resolve("grafana"));
        asked.addAll(Selectors.in(MONITORING.resolve("prometheus/rules")));
        assertThat(asked).hasSizeGreaterThan(30);
        Map<String, Set<String>> series = new TreeMap<>();
        shown.values()
                .forEach(each ->
                        each.series()
                                .forEach((name, labels) ->
                                        series.computeIfAbsent(name, _ -> new TreeSet<>())
                                                .addAll(labels)));
        for (Selector selector : asked) {
            assertThat(series).as("series").containsKey(selector.name());
            assertThat(series.get(selector.name()))
                    .as("labels of %s", selector.name())
                    .containsAll(selector.labels());
        }
    }
}
