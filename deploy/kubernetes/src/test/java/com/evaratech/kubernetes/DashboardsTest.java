package com.evaratech.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Grafana's dashboards: whole, readable, and asking for metrics that there are. */
class DashboardsTest {

    private static final Set<String> KINDS = Set.of("timeseries", "stat", "bargauge", "table");
    private static final Set<String> UNITS =
            Set.of("short", "s", "bytes", "percentunit", "reqps", "ops", "none");
    private static final int WIDTH = 24;

    private static List<JsonObject> dashboards() {
        return Monitoring.files(Monitoring.DASHBOARDS).stream()
                .map(Yaml::readAll)
                .map(List::getFirst)
                .toList();
    }

    private static List<JsonObject> panels() {
        return dashboards().stream().flatMap(it -> Json.list(it, "panels").stream()).toList();
    }

    /** Panels with what is asked where Grafana has values of its own put in. */
    private static List<String> queries() {
        return panels().stream()
                .flatMap(it -> Json.list(it, "targets").stream())
                .map(it -> Json.text(it, "expr"))
                .toList();
    }

    @Test
    void shouldShowWhatPeopleLookFor() {
        assertThat(dashboards())
                .extracting(it -> Json.text(it, "uid"))
                .containsExactlyInAnyOrder(
                        "evara-backend",
                        "evara-fleet",
                        "evara-pipeline",
                        "evara-poller",
                        "evara-alerts",
                        "evara-postgres",
                        "evara-redis",
                        "evara-service");
        assertThat(panels())
                .extracting(it -> Json.text(it, "title"))
                .contains(
                        "API Request Rate",
                        "API Request Latency P95",
                        "Active Devices by Status",
                        "Database Query Latency",
                        "Rollup freshness",
                        "Oldest notice to people",
                        "Answers that no service had to give");
    }

    @Test
    void shouldBeWhole() {
        for (JsonObject dashboard : dashboards()) {
            String name = Json.text(dashboard, "title");
            assertThat(name).startsWith("Evara");
            assertThat(Json.text(dashboard, "schemaVersion")).as(name).isEqualTo("41");
            assertThat(Json.texts(dashboard, "tags")).as(name).containsExactly("evara");
            assertThat(Json.list(dashboard, "panels"))
                    .as(name)
                    .extracting(it -> Json.number(it, "id"))
                    .doesNotHaveDuplicates();
        }
        for (JsonObject panel : panels()) {
            String title = Json.text(panel, "title");
            assertThat(Json.text(panel, "type")).as(title).isIn(KINDS);
            assertThat(Json.text(panel, "fieldConfig.defaults.unit")).as(title).isIn(UNITS);
            assertThat(Json.text(panel, "datasource.uid")).as(title).isEqualTo("prometheus");
            assertThat(Json.list(panel, "targets")).as(title).isNotEmpty();
        }
    }

    @Test
    void shouldLayPanelsBesideEachOther() {
        for (JsonObject dashboard : dashboards()) {
            Set<String> taken = new TreeSet<>();
            for (JsonObject panel : Json.list(dashboard, "panels")) {
                int left = Json.number(panel, "gridPos.x");
                int top = Json.number(panel, "gridPos.y");
                for (int x = left; x < left + Json.number(panel, "gridPos.w"); x++) {
                    for (int y = top; y < top + Json.number(panel, "gridPos.h"); y++) {
                        assertThat(x).isLessThan(WIDTH);
                        assertThat(taken.add(x + " " + y))
                                .as("%s, %s: room of its own", dashboard.get("title"), panel)
                                .isTrue();
                    }
                }
            }
        }
    }

    @Test
    void shouldAskOnlyForMetricsThatAreDocumented() {
        assertThat(queries()).hasSizeGreaterThan(40);
        for (String query : queries()) {
            Set<String> names = Monitoring.metricsOf(query);

            assertThat(names).as(query).isNotEmpty();
            assertThat(names).as(query).allMatch(Monitoring::isKnown);
        }
    }

    /** Where promtool is installed (Debian and Ubuntu: package {@code prometheus}). */
    @Test
    void shouldAskInTheLanguageOfPrometheus(@TempDir Path folder) throws IOException {
        String promtool = Monitoring.installed("promtool").orElse("");
        assumeTrue(!promtool.isEmpty(), "promtool is not installed");
        List<String> lines = new ArrayList<>(List.of("groups:", "  - name: panels", "    rules:"));
        int number = 0;
        for (String query : queries()) {
            number++;
            String filled = query.replace("$__rate_interval", "5m").replace("'", "''");
            lines.add("      - record: panel_" + number);
            lines.add("        expr: '" + filled + "'");
        }
        Path rules = folder.resolve("panels.yml");
        Files.write(rules, lines);

        Tools.Result result = Tools.execute(List.of(promtool, "check", "rules", rules.toString()));

        assertThat(result.code()).as(result.out() + result.err()).isZero();
    }
}
