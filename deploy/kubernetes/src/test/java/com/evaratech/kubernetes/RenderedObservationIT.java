package com.evaratech.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** What watches Evara in a namespace of its own: metrics and traces, and logs, also with Sentry. */
@ParameterizedClass
@ValueSource(strings = {"monitoring", "logging", "variants/sentry"})
record RenderedObservationIT(String folder) {

    private static final String POD = "spec.template.spec.";

    private List<JsonObject> objects() {
        return Rendered.folder(folder);
    }

    private List<JsonObject> workloads() {
        return ofKind("Deployment", "StatefulSet", "DaemonSet", "Job");
    }

    private List<JsonObject> ofKind(String... kinds) {
        return objects().stream().filter(it -> List.of(kinds).contains(Json.kind(it))).toList();
    }

    private Set<String> names(String kind) {
        Set<String> names = new TreeSet<>();
        ofKind(kind).forEach(it -> names.add(Json.name(it)));
        return names;
    }

    @Test
    void shouldBeThereOnce() {
        assertThat(objects())
                .hasSizeGreaterThan(10)
                .extracting(it -> Json.kind(it) + " " + Json.name(it))
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldSelectWhatItMakes() {
        assertThat(ofKind("Deployment", "StatefulSet", "DaemonSet"))
                .allSatisfy(it ->
                        assertThat(Json.map(it, "spec.template.metadata.labels"))
                                .containsAllEntriesOf(Json.map(it, "spec.selector.matchLabels")));
        Set<Map.Entry<String, String>> labels = Set.copyOf(podLabels());
        assertThat(ofKind("Service"))
                .allSatisfy(it ->
                        assertThat(labels).containsAll(Json.map(it, "spec.selector").entrySet()));
    }

    private List<Map.Entry<String, String>> podLabels() {
        return workloads().stream()
                .flatMap(it -> Json.map(it, "spec.template.metadata.labels").entrySet().stream())
                .distinct()
                .toList();
    }

    @Test
    void shouldReadConfigurationsAndRunUnderAccountsThatAreThere() {
        Stream<String> mounted =
                workloads().stream()
                        .flatMap(it -> Json.list(it, POD + "volumes").stream())
                        .map(it -> Json.text(it, "configMap.name"))
                        .filter(it -> !it.isEmpty());

        assertThat(mounted).isNotEmpty().isSubsetOf(names("ConfigMap"));
        assertThat(startedWith("fluent-bit")).isSubsetOf(filesOf("fluent-bit"));
        assertThat(workloads())
                .extracting(it -> Json.text(it, POD + "serviceAccountName"))
                .isSubsetOf(names("ServiceAccount"));
        assertThat(ofKind("ClusterRole"))
                .flatExtracting(it -> Json.list(it, "rules"))
                .allSatisfy(it ->
                        assertThat(Json.texts(it, "verbs"))
                                .containsExactly("get", "list", "watch"));
    }

    /** The file that it is started with. */
    private List<String> startedWith(String workload) {
        return workloads().stream()
                .filter(it -> Json.name(it).equals(workload))
                .flatMap(it -> Json.list(it, POD + "containers").stream())
                .map(it -> Json.texts(it, "command").getLast())
                .map(file -> file.substring(file.lastIndexOf('/') + 1))
                .toList();
    }

    private Set<String> filesOf(String configuration) {
        return ofKind("ConfigMap").stream()
                .filter(it -> Json.name(it).startsWith(configuration))
                .flatMap(it -> Json.map(it, "data").keySet().stream())
                .collect(Collectors.toSet());
    }
}
