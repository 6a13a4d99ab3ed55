package com.evaratech.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The configurations of Prometheus, Alertmanager, Fluent Bit, Elasticsearch and Kibana. */
class ObservationFilesTest {

    private static final Path KUSTOMIZE = Path.of("kustomize");
    private static final Path LOGGING = KUSTOMIZE.resolve("logging/config");
    private static final JsonObject ALERTMANAGER =
            Yaml.readAll(Monitoring.FOLDER.resolve("alertmanager/alertmanager.yml")).getFirst();

    private static final JsonObject PROMETHEUS =
            Yaml.readAll(KUSTOMIZE.resolve("monitoring/config/prometheus.yml")).getFirst();

    private static JsonObject job(String name) {
        return Json.list(PROMETHEUS, "scrape_configs").stream()
                .filter(it -> Json.text(it, "job_name").equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no job " + name));
    }

    private static JsonObject json(Path file) throws IOException {
        return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    }

    @Test
    void shouldFindThePodsOfTheServicesEvery15Seconds() {
        JsonObject job = job("evara");

        assertThat(Json.text(PROMETHEUS, "global.scrape_interval")).isEqualTo("15s");
        assertThat(Json.text(PROMETHEUS, "global.evaluation_interval")).isEqualTo("15s");
        assertThat(Json.text(Json.list(job, "kubernetes_sd_configs").getFirst(), "role"))
                .isEqualTo("pod");
        // As the component for the Prometheus operator does, and what rules and panels read.
        assertThat(Json.list(job, "relabel_configs"))
                .extracting(it -> Json.text(it, "target_label"))
                .contains("app", "pod", "namespace");
    }

    @Test
    void shouldFindTheDatabaseAndTheOneThatIsRestoredBesideIt() {
        JsonObject job = job("postgres");
        String kept = Json.text(Json.list(job, "relabel_configs").getFirst(), "regex");

        assertThat(List.of("postgres;metrics", "postgres-restored;metrics"))
                .allMatch(it -> it.matches(kept));
        assertThat("other;metrics").doesNotMatch(kept);
    }

    /** An alert on what nobody asks for never fires. */
    @Test
    void shouldAskForEachMetricThatComesFromElsewhere() {
        assertThat(Monitoring.fromElsewhere())
                .hasSizeGreaterThan(8)
                .allSatisfy((metric, name) -> {
                    List<JsonObject> narrowed = Json.list(job(name), "metric_relabel_configs");
                    assertThat(narrowed)
                            .as(metric)
                            .allSatisfy(it -> {
                                assertThat(Json.text(it, "action")).isEqualTo("keep");
                                assertThat(metric).matches(Json.text(it, "regex"));
                            });
                });
    }

    /** Else the namespace of a certificate or CronJob is that of whoever tells of it. */
    @ParameterizedTest
    @ValueSource(strings = {"cert-manager", "kube-state-metrics", "pushgateway"})
    void shouldLeaveTheLabelsOfWhoTellsOfOthersAsTheyAre(String name) {
        assertThat(Json.text(job(name), "honor_labels")).isEqualTo("true");
    }

    @Test
    void shouldHandOverEveryFileOfRulesAndDashboards() {
        JsonObject kustomization =
                Yaml.readAll(KUSTOMIZE.resolve("monitoring/kustomization.yml")).getFirst();
        Set<String> handed = new TreeSet<>();
        Json.list(kustomization, "configMapGenerator")
                .forEach(it -> handed.addAll(Json.texts(it, "files")));
        List<String> there = new ArrayList<>();
        Monitoring.files(Monitoring.RULES).forEach(it -> there.add("rules/" + it.getFileName()));
        Monitoring.files(Monitoring.DASHBOARDS)
                .forEach(it -> there.add("dashboards/" + it.getFileName()));

        assertThat(handed).containsAll(there);
    }

    @Test
    void shouldTellReceiversThatThereAreOfAlertsThatThereAre() {
        Set<String> receivers = new TreeSet<>();
        Json.list(ALERTMANAGER, "receivers").forEach(it -> receivers.add(Json.text(it, "name")));
        Set<String> alerts = new TreeSet<>();
        Monitoring.rules().forEach(it -> alerts.add(Json.text(it, "alert")));
        Set<String> named = new TreeSet<>();
        Pattern.compile("Evara\\w+")
                .matcher(Json.list(ALERTMANAGER, "inhibit_rules").toString())
                .results()
                .forEach(it -> named.add(it.group()));

        assertThat(receivers).contains(Json.text(ALERTMANAGER, "route.receiver"));
        assertThat(Json.list(ALERTMANAGER, "route.routes"))
                .extracting(it -> Json.text(it, "receiver"))
                .isSubsetOf(receivers);
        assertThat(named).isNotEmpty().isSubsetOf(alerts);
    }

    /** What never ends must not be told among what is wrong, and is missed only if told often. */
    @Test
    void shouldTellTheWatchdogFirstAndToAReceiverOfItsOwn() {
        JsonObject first = Json.list(ALERTMANAGER, "route.routes").getFirst();

        assertThat(Json.texts(first, "matchers")).containsExactly("alertname = EvaraWatchdog");
        assertThat(Json.text(first, "receiver")).isEqualTo("dead-mans-switch");
        assertThat(Json.text(first, "repeat_interval")).isEqualTo("5m");
    }

    /** One group that stands says nothing of another. */
    @Test
    void shouldLetTheWorseAlertOfAStreamHideOnlyThatOfItsOwnGroup() {
        JsonObject stands =
                Json.list(ALERTMANAGER, "inhibit_rules").stream()
                        .filter(it ->
                                Json.texts(it, "target_matchers")
                                        .contains("alertname = EvaraStreamAgeGrows"))
                        .findFirst()
                        .orElseThrow();

        assertThat(Json.texts(stands, "equal")).containsExactly("group");
    }

    /** Where amtool is installed (Debian and Ubuntu: package {@code prometheus-alertmanager}). */
    @Test
    void shouldPassAlertmanagersOwnCheck() {
        String amtool = Monitoring.installed("amtool").orElse("");
        assumeTrue(!amtool.isEmpty(), "amtool is not installed");

        Tools.Result result =
                Tools.execute(
                        List.of(
                                amtool,
                                "check-config",
                                Monitoring.FOLDER
                                        .resolve("alertmanager/alertmanager.yml")
                                        .toString()));

        assertThat(result.code()).as(result.out() + result.err()).isZero();
    }

    @Test
    void shouldSendLogsWithNamesOfPodsIntoTheIndexThatHasALifeCycle() throws IOException {
        String fluentBit = Files.readString(LOGGING.resolve("fluent-bit.conf"));
        JsonObject template = json(LOGGING.resolve("template.json"));
        Map<String, String> settings = Json.map(template, "template.settings");

        assertThat(section(fluentBit, "FILTER"))
                .containsEntry("Name", "kubernetes")
                .containsEntry("Merge_Log", "on");
        assertThat(section(fluentBit, "OUTPUT"))
                .containsEntry("Name", "es")
                .containsEntry("Index", settings.get("index.lifecycle.rollover_alias"))
                .containsEntry("Index", "evaratech");
        assertThat(section(Files.readString(LOGGING.resolve("parsers.conf")), "PARSER"))
                .containsEntry("Name", section(fluentBit, "FILTER").get("Merge_Parser"));
        assertThat(Json.texts(template, "index_patterns")).containsExactly("evaratech-*");
        assertThat(Json.has(json(LOGGING.resolve("lifecycle.json")), "policy.phases.delete"))
                .isTrue();
        assertThat(Files.readString(LOGGING.resolve("set-up.sh")))
                .contains(
                        "_ilm/policy/" + settings.get("index.lifecycle.name"), "/evaratech-000001");
    }

    /** In the forms that Sentry and Fluent Bit document. */
    @Test
    void shouldSendErrorsToSentryBesidesWhereThatIsWished() throws IOException {
        String sentry = Files.readString(LOGGING.resolve("../../components/sentry/sentry.conf"));

        assertThat(sentry).contains("@INCLUDE /etc/fluent-bit/fluent-bit.conf");
        assertThat(section(sentry, "FILTER"))
                .containsEntry("Name", "rewrite_tag")
                .containsEntry("Match", "kube.*")
                .containsEntry("Rule", "$level ^(ERROR|FATAL)$ sentry.$TAG true");
        assertThat(section(sentry, "OUTPUT"))
                .containsEntry("Name", "opentelemetry")
                .containsEntry("Match", "sentry.*")
                .containsEntry("Logs_Uri", "/api/${SENTRY_PROJECT}/integration/otlp/v1/logs")
                .containsEntry("Header", "x-sentry-auth sentry sentry_key=${SENTRY_PUBLIC_KEY}")
                .containsEntry("Tls", "on")
                .containsEntry("Tls.Verify", "on");
    }

    private static Map<String, String> section(String configuration, String name) {
        Map<String, String> values = new TreeMap<>();
        boolean inside = false;
        for (String line : configuration.split("\n", -1)) {
            String text = line.strip();
            if (text.startsWith("[")) {
                inside = text.equals("[" + name + "]");
            } else if (inside && !text.isEmpty() && !text.startsWith("#")) {
                String[] parts = text.split("\\s+", 2);
                values.put(parts[0], parts[1]);
            }
        }
        return values;
    }

    @Test
    void shouldSearchByFieldsThatTheIndexKnows() throws IOException {
        JsonObject template = json(LOGGING.resolve("template.json"));
        Set<String> known = new TreeSet<>();
        collect("", Json.object(template, "template.mappings"), known);
        for (String line : Files.readAllLines(LOGGING.resolve("saved-searches.ndjson"))) {
            JsonObject saved = JsonParser.parseString(line).getAsJsonObject();
            if (Json.text(saved, "type").equals("search")) {
                JsonObject source =
                        JsonParser.parseString(
                                        Json.text(
                                                saved,
                                                "attributes.kibanaSavedObjectMeta.searchSourceJSON"))
                                .getAsJsonObject();
                Set<String> fields = new TreeSet<>(Json.texts(saved, "attributes.columns"));
                Pattern.compile("([\\w.]+) :")
                        .matcher(Json.text(source, "query.query"))
                        .results()
                        .forEach(it -> fields.add(it.group(1)));
                assertThat(known).as(line).containsAll(fields);
                assertThat(Json.text(saved, "attributes.description")).as(line).isNotEmpty();
            }
        }
    }

    private static void collect(String prefix, JsonObject mapping, Set<String> names) {
        Json.object(mapping, "properties")
                .asMap()
                .forEach((name, field) -> {
                    names.add(prefix + name);
                    collect(prefix + name + ".", field.getAsJsonObject(), names);
                });
    }
}
