package com.evaratech.kubernetes;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Backups by CronJobs: each night, confined, with a script that is there and settings that it
 * knows.
 */
class RenderedBackupIT {

    private static final Path SCRIPTS = Path.of("..", "backup");
    private static final Path DOCUMENT = Path.of("..", "..", "docs", "operations", "backup.md");
    private static final String POD = "spec.jobTemplate.spec.template.";

    private final List<JsonObject> objects = Rendered.folder("variants/backup");
    private final Map<String, JsonObject> jobs =
            objects.stream()
                    .filter(it -> Json.kind(it).equals("CronJob"))
                    .collect(Collectors.toMap(Json::name, Function.identity()));

    @Test
    void shouldDumpAtTwoByUniversalTimeAndNeverTwiceAtOnce() {
        assertThat(objects).hasSize(6);
        assertThat(jobs).containsOnlyKeys("postgres-dump", "postgres-base-backup");
        assertThat(Json.text(requireNonNull(jobs.get("postgres-dump")), "spec.schedule"))
                .isEqualTo("0 2 * * *");
        assertThat(jobs.values())
                .allSatisfy(it -> {
                    assertThat(Json.text(it, "spec.timeZone")).isEqualTo("Etc/UTC");
                    assertThat(Json.text(it, "spec.concurrencyPolicy")).isEqualTo("Forbid");
                    assertThat(Json.number(it, "spec.jobTemplate.spec.activeDeadlineSeconds"))
                            .isPositive();
                });
    }

    @Test
    void shouldRunScriptsThatTheImageHas() {
        assertThat(jobs.values())
                .extracting(it -> Json.texts(container(it), "command").getFirst())
                .allSatisfy(script -> {
                    assertThat(script).startsWith("/opt/evara-backup/");
                    assertThat(SCRIPTS.resolve(Path.of(script).getFileName())).isExecutable();
                });
    }

    @Test
    void shouldSetOnlyWhatTheScriptsReadAndReachTheServerThatIsNamed() throws Exception {
        String known = Files.readString(SCRIPTS.resolve("settings.example.env"));
        JsonObject settings =
                objects.stream()
                        .filter(it -> Json.kind(it).equals("ConfigMap"))
                        .findFirst()
                        .orElseThrow();

        assertThat(Json.map(settings, "data").keySet())
                .filteredOn(it -> it.startsWith("BACKUP_"))
                .hasSizeGreaterThan(5)
                .allMatch(it -> known.contains(it + "="));
        assertThat(Json.text(settings, "data.PGHOST")).isEqualTo("evara.db.example.org");
        assertThat(jobs.values())
                .extracting(it ->
                        Json.text(
                                Json.list(container(it), "envFrom").getFirst(),
                                "configMapRef.name"))
                .containsOnly(Json.name(settings));
    }

    @Test
    void shouldBeLetOutToTheDatabaseTheStoreAndAPushgatewayOnly() {
        JsonObject policy =
                objects.stream()
                        .filter(it -> Json.kind(it).equals("NetworkPolicy"))
                        .filter(it -> Json.name(it).equals("backup"))
                        .findFirst()
                        .orElseThrow();

        assertThat(Json.list(policy, "spec.egress"))
                .extracting(it -> Json.number(Json.list(it, "ports").getFirst(), "port"))
                .containsExactly(5432, 443, 9091);
        assertThat(jobs.values())
                .extracting(it -> Json.map(it, POD + "metadata.labels"))
                .allSatisfy(labels ->
                        assertThat(labels)
                                .containsAllEntriesOf(
                                        Json.map(policy, "spec.podSelector.matchLabels")));
    }

    /** The policies of the cluster's own PostgreSQL let them in, and nobody else by that. */
    @Test
    void shouldReachThePostgresOfTheClusterAndNoOtherPod() {
        assertThat(new Connections(Installation.backups()).amongPods())
                .filteredOn(it -> it.contains("postgres-dump") || it.contains("-base-backup"))
                .containsExactlyInAnyOrder(
                        "postgres-dump -> postgres:5432", "postgres-base-backup -> postgres:5432");
        assertThat(new Connections(Installation.folder("variants/restore-dump")).amongPods())
                .isEmpty();
    }

    @Test
    void shouldTakeNoBaseBackupsOfAManagedServer() {
        List<JsonObject> managed = Rendered.folder("variants/managed-databases/backup");

        assertThat(managed).hasSize(5);
        assertThat(cronJobs(managed)).extracting(Json::name).containsExactly("postgres-dump");
        assertThat(cronJobs(chart("backup.enabled=true,backup.baseBackup=false")))
                .extracting(Json::name)
                .containsExactly("postgres-dump");
    }

    /** Into whose database, from which store and past which policy: as the dumps are made. */
    @Test
    void shouldReadADumpBackByTheSettingsThatItIsMadeBy() {
        List<JsonObject> restoring = Rendered.folder("variants/restore-dump");
        JsonObject job =
                restoring.stream()
                        .filter(it -> Json.kind(it).equals("Job"))
                        .findFirst()
                        .orElseThrow();
        JsonObject container = Json.list(job, "spec.template.spec.containers").getFirst();
        JsonObject dump = container(cronJobs(restoring).getFirst());

        assertThat(restoring).hasSize(6);
        assertThat(container.get("envFrom")).isEqualTo(dump.get("envFrom"));
        assertThat(Json.text(container, "image")).isEqualTo(Json.text(dump, "image"));
        assertThat(Json.map(job, "spec.template.metadata.labels"))
                .containsEntry("app.kubernetes.io/component", "backup");
        assertThat(Json.text(container, "securityContext.readOnlyRootFilesystem"))
                .isEqualTo("true");
        assertThat(Json.texts(container, "args").getFirst())
                .startsWith("/opt/evara-backup/dump.sh - --print | pg_restore --exit-on-error ");
        assertThat(Json.number(job, "spec.backoffLimit")).isZero();
    }

    @Test
    void shouldKeepThirtyByEveryWay() throws Exception {
        Pattern scripts = Pattern.compile("BACKUP_KEEP:?=(\\d+)");
        for (String file : List.of("store.sh", "settings.example.env")) {
            assertThat(Files.readString(SCRIPTS.resolve(file)))
                    .as(file)
                    .containsPattern(scripts)
                    .satisfies(it -> assertThat(first(scripts, it)).isEqualTo("30"));
        }
        assertThat(objects)
                .filteredOn(it -> Json.kind(it).equals("ConfigMap"))
                .extracting(it -> Json.text(it, "data.BACKUP_KEEP"))
                .containsExactly("30");
        assertThat(chart("backup.enabled=true"))
                .filteredOn(it -> Json.kind(it).equals("ConfigMap"))
                .extracting(it -> Json.text(it, "data.BACKUP_KEEP"))
                .contains("30");
    }

    private static String first(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    /** Whoever reads the document and whoever applies the manifests are backed up alike. */
    @Test
    void shouldHaveTheTimesThatTheDocumentHas() throws Exception {
        String document = Files.readString(DOCUMENT);

        assertThat(document)
                .contains("`dump.sh`, 02:00 UTC", "`base-backup.sh`, 03:00 UTC")
                .containsPattern("(?m)^0 2 \\* \\* \\* .*/dump\\.sh ")
                .containsPattern("(?m)^0 3 \\* \\* \\* .*/base-backup\\.sh ");
        assertThat(Json.text(requireNonNull(jobs.get("postgres-base-backup")), "spec.schedule"))
                .isEqualTo("0 3 * * *");
    }

    private static List<JsonObject> chart(String values) {
        return Rendered.chart("managed-databases", "--set", values);
    }

    private static List<JsonObject> cronJobs(List<JsonObject> objects) {
        return objects.stream().filter(it -> Json.kind(it).equals("CronJob")).toList();
    }

    @Test
    void shouldBeInTheChartWhenTheValuesSaySo() {
        List<JsonObject> rendered =
                chart("backup.enabled=true,backup.settings.PGHOST=evara.db.example.org");

        assertThat(cronJobs(rendered))
                .hasSize(2)
                .allSatisfy(it -> {
                    JsonObject expected = requireNonNull(jobs.get(Json.name(it)));
                    assertThat(Json.texts(container(it), "command"))
                            .isEqualTo(Json.texts(container(expected), "command"));
                    assertThat(Json.text(container(it), "image"))
                            .isEqualTo(Json.text(container(expected), "image"));
                });
        assertThat(rendered)
                .filteredOn(it -> Json.kind(it).equals("NetworkPolicy"))
                .filteredOn(it -> Json.name(it).equals("backup"))
                .singleElement()
                .asString()
                .contains("10.20.0.0/24");
    }

    private static JsonObject container(JsonObject job) {
        return Json.list(job, POD + "spec.containers").getFirst();
    }
}
