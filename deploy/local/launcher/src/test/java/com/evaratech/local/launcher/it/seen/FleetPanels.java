package com.evaratech.local.launcher.it.seen;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.local.launcher.home.Json;
import com.evaratech.local.launcher.it.LocalFleet;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The dashboards' panels, asked of the Prometheus that runs beside a fleet. */
public final class FleetPanels {

    private static final Path DASHBOARDS =
            Path.of("").toAbsolutePath().resolve("../../../deploy/monitoring/grafana/dashboards");

    // What no service of ours shows, and what this machine's Redis has not: a limit. And alerts:
    // there should be none.
    private static final Pattern NOT_HERE =
            Pattern.compile(
                    "ALERTS|barman_|kube_|kubelet_|cnpg_|evara_backup_"
                            + "|evara:bus_memory:ratio|evara_bus_memory_limit");

    private FleetPanels() {}

    /** Whether Prometheus can run beside a fleet here. */
    public static boolean canBeAsked() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "prometheus")));
    }

    /**
     * Each query of each panel has an answer with at least one number; of nothing, quantiles are
     * none.
     */
    public static void assertAnswered(LocalFleet fleet) throws IOException, InterruptedException {
        List<String> unanswered = new ArrayList<>();
        int asked = 0;
        for (String query : queries()) {
            if (!NOT_HERE.matcher(query).find()) {
                asked++;
                if (!hasNumber(ask(fleet, query).at("/data/result"))) {
                    unanswered.add(query);
                }
            }
        }
        assertThat(asked).isGreaterThan(60);
        assertThat(unanswered).isEmpty();
    }

    private static boolean hasNumber(JsonNode series) {
        for (JsonNode one : series) {
            if (!one.at("/value/1").asText().equals("NaN")) {
                return true;
            }
        }
        return false;
    }

    /** No alert fires in a fleet that is well but the one that says so, and no rule fails. */
    public static void assertCalm(LocalFleet fleet) throws IOException, InterruptedException {
        JsonNode firing = ask(fleet, "ALERTS{alertstate=\"firing\",severity!=\"none\"}");
        assertThat(firing.at("/data/result")).isEmpty();
        JsonNode groups = get(fleet, "/api/v1/rules").at("/data/groups");
        assertThat(groups).hasSizeGreaterThan(4);
        groups.forEach(group ->
                group.path("rules")
                        .forEach(rule ->
                                assertThat(rule.path("health").asText())
                                        .as("%s: %s", rule.path("name"), rule.path("lastError"))
                                        .isIn("ok", "unknown")));
    }

    private static List<String> queries() throws IOException {
        List<String> queries = new ArrayList<>();
        try (Stream<Path> files = Files.list(DASHBOARDS)) {
            for (Path file : files.sorted().toList()) {
                Json.mapper()
                        .readTree(Files.readString(file))
                        .findValuesAsText("expr")
                        .forEach(query ->
                                queries.add(
                                        query.replace("$__rate_interval", "1m")
                                                .replace("$service", "telemetry-service")));
            }
        }
        return queries;
    }

    private static JsonNode ask(LocalFleet fleet, String query)
            throws IOException, InterruptedException {
        return get(
                fleet, "/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
    }

    private static JsonNode get(LocalFleet fleet, String path)
            throws IOException, InterruptedException {
        String url = fleet.part("prometheus").path("url").asText();
        var answer = fleet.send(HttpRequest.newBuilder(URI.create(url + path)).GET());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Json.mapper().readTree(answer.body());
    }
}
