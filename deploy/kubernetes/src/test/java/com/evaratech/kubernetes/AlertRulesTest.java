package com.evaratech.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The recording and alert rules: of metrics that there are, each alert with its way out. */
class AlertRulesTest {

    private static final Path RUNBOOKS = Path.of("..", "..", "docs", "operations", "runbooks");
    private static final Pattern RUNBOOK =
            Pattern.compile("https://.+/docs/operations/runbooks/([a-z-]+)\\.md");
    private static final String WATCHDOG = "EvaraWatchdog";
    private static final Path DOCUMENT = RUNBOOKS.resolveSibling("monitoring.md");
    private static final Pattern LISTED = Pattern.compile("(?m)^\\| `Evara\\w+` \\(.*\\|$");
    private static final Pattern TESTED = Pattern.compile("alertname=\"(\\w+)\"");

    private static List<JsonObject> alerts() {
        return Monitoring.rules().stream().filter(it -> it.has("alert")).toList();
    }

    @Test
    void shouldAskOnlyForMetricsThatAreDocumented() {
        for (JsonObject rule : Monitoring.rules()) {
            String query = Json.text(rule, "expr");
            Set<String> names = Monitoring.metricsOf(query);

            assertThat(names).as(query).isNotEmpty();
            assertThat(names).as(query).allMatch(Monitoring::isKnown);
        }
    }

    @Test
    void shouldRecordTheNamesThatEarlierDashboardsKnow() {
        assertThat(Monitoring.rules())
                .extracting(it -> Json.text(it, "record"))
                .contains(
                        "http_requests_total",
                        "http_request_duration_seconds_bucket",
                        "active_devices_total",
                        "database_query_duration_seconds_bucket");
    }

    @Test
    void shouldSayOfEachAlertHowMuchItMattersAndWhatIsToBeDone() {
        assertThat(alerts()).hasSizeGreaterThan(30);
        for (JsonObject alert : alerts()) {
            String name = Json.text(alert, "alert");
            assertThat(Json.text(alert, "labels.severity"))
                    .as(name)
                    .isIn(name.equals(WATCHDOG) ? List.of("none") : List.of("critical", "warning"));
            assertThat(Json.text(alert, "annotations.summary")).as(name).hasSizeBetween(15, 80);
            assertThat(Json.text(alert, "annotations.description")).as(name).isNotEmpty();
            assertThat(Json.text(alert, "annotations.runbook_url")).as(name).matches(RUNBOOK);
        }
        assertThat(alerts()).extracting(it -> Json.text(it, "alert")).doesNotHaveDuplicates();
    }

    @Test
    void shouldLinkRunbooksThatAreThere() {
        for (JsonObject alert : alerts()) {
            Matcher runbook = RUNBOOK.matcher(Json.text(alert, "annotations.runbook_url"));
            assertThat(runbook.matches()).isTrue();
            assertThat(RUNBOOKS.resolve(runbook.group(1) + ".md")).isRegularFile();
        }
    }

    /** People look an alert up there, before they open a rule. */
    @Test
    void shouldBeInTheListOfAlertsWithSeveritySummaryAndRunbook() throws IOException {
        List<String> listed = new ArrayList<>();
        LISTED.matcher(Files.readString(DOCUMENT)).results().forEach(it -> listed.add(it.group()));

        assertThat(listed)
                .containsExactlyInAnyOrderElementsOf(
                        alerts().stream().map(AlertRulesTest::row).toList());
    }

    private static String row(JsonObject alert) {
        Matcher runbook = RUNBOOK.matcher(Json.text(alert, "annotations.runbook_url"));
        assertThat(runbook.matches()).isTrue();
        String summary =
                Json.text(alert, "annotations.summary")
                        .replaceAll("\\{\\{ \\$labels\\.(\\w+) }}", "*$1*");
        return "| `%1$s` (%2$s) | %3$s | [%4$s](runbooks/%4$s.md) |"
                .formatted(
                        Json.text(alert, "alert"),
                        Json.text(alert, "labels.severity"),
                        summary,
                        runbook.group(1));
    }

    @Test
    void shouldTryEachAlertWhereItFiresAndWhereItDoesNot() {
        Set<String> firing = new TreeSet<>();
        Set<String> quiet = new TreeSet<>();
        for (Path file : Monitoring.files(Monitoring.RULE_TESTS)) {
            for (JsonObject test : Json.list(Yaml.readAll(file).getFirst(), "tests")) {
                for (JsonObject question : Json.list(test, "promql_expr_test")) {
                    Matcher name = TESTED.matcher(Json.text(question, "expr"));
                    JsonElement expected = question.get("exp_samples");
                    assertThat(name.find()).as("%s", question).isTrue();
                    (expected.getAsJsonArray().isEmpty() ? quiet : firing).add(name.group(1));
                }
            }
        }
        List<String> names = alerts().stream().map(it -> Json.text(it, "alert")).toList();

        assertThat(firing).containsExactlyInAnyOrderElementsOf(names);
        assertThat(quiet).containsExactlyInAnyOrderElementsOf(names);
    }

    /** Where promtool is installed (Debian and Ubuntu: package {@code prometheus}). */
    @Test
    void shouldFireAndBeQuietAsItsTestsSay() {
        String promtool = Monitoring.installed("promtool").orElse("");
        assumeTrue(!promtool.isEmpty(), "promtool is not installed");
        List<String> command = new ArrayList<>(List.of(promtool, "test", "rules"));
        Monitoring.files(Monitoring.RULE_TESTS).forEach(it -> command.add(it.toString()));

        Tools.Result result = Tools.execute(command);

        assertThat(result.code()).as(result.out() + result.err()).isZero();
    }
}
