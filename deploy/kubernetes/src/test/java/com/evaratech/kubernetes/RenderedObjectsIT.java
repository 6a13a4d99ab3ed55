package com.evaratech.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Each environment as a whole: nothing there twice, of one namespace, no value of a secret. */
@ParameterizedClass
@MethodSource("installations")
record RenderedObjectsIT(Installation installation) {

    static List<Installation> installations() {
        return Stream.of(
                        Installation.all(),
                        Installation.twoRegions(),
                        List.of(Installation.managedDatabases(), Installation.mqtt()))
                .flatMap(List::stream)
                .toList();
    }

    @Test
    void shouldHoldEachObjectOnce() {
        assertThat(installation.objects())
                .hasSizeGreaterThan(20)
                .extracting(it -> it.get("apiVersion") + " " + Json.kind(it) + " " + Json.name(it))
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldBeInOneNamespace() {
        assertThat(installation.objects())
                .filteredOn(it -> !Json.kind(it).equals("Namespace"))
                .extracting(it -> Json.text(it, "metadata.namespace"))
                .containsOnly(namespace());
    }

    private String namespace() {
        String environment = installation.name();
        return List.of("development", "staging").contains(environment)
                ? "evara-" + environment
                : "evara";
    }

    @Test
    void shouldReadOnlyConfigMapsThatAreThere() {
        List<String> read =
                installation.workloads().stream()
                        .flatMap(it -> references(it, "configMap", "configMapRef"))
                        .toList();

        assertThat(read).isNotEmpty();
        assertThat(installation.names("ConfigMap")).containsAll(read);
    }

    /** Five minutes may be lost at most, on their way to the bucket included. */
    @Test
    void shouldKeepBackupsForThirtyDaysAndArchiveEachMinute() {
        assertThat(installation.ofKind("ObjectStore"))
                .filteredOn(it -> Json.name(it).equals("postgres-backups"))
                .allSatisfy(
                        it -> assertThat(Json.text(it, "spec.retentionPolicy")).isEqualTo("30d"));
        assertThat(installation.ofKind("Cluster"))
                .allSatisfy(it ->
                        assertThat(Json.text(it, "spec.postgresql.parameters.archive_timeout"))
                                .isEqualTo("1min"));
    }

    @Test
    void shouldHoldNoValueInASecret() {
        assertThat(installation.ofKind("Secret"))
                .noneMatch(it -> it.has("data") || it.has("stringData"));
        assertThat(installation.ofKind("SealedSecret"))
                .allSatisfy(it ->
                        assertThat(Json.map(it, "spec.encryptedData"))
                                .allSatisfy((_, value) ->
                                        assertThat(value).isEqualTo("written-by-kubeseal")));
    }

    private static Stream<String> references(JsonObject workload, String volume, String source) {
        Stream<String> mounted =
                Json.list(workload, "spec.template.spec.volumes").stream()
                        .filter(it -> !Json.text(it, volume + ".optional").equals("true"))
                        .map(it -> Json.text(it, volume + ".name"));
        Stream<String> read =
                Json.list(workload, "spec.template.spec.containers").stream()
                        .flatMap(it -> Json.list(it, "envFrom").stream())
                        .map(it -> Json.text(it, source + ".name"));
        return Stream.concat(mounted, read).filter(it -> !it.isEmpty());
    }
}
