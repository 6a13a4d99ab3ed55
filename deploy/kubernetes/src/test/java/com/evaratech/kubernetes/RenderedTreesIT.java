package com.evaratech.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every folder that can be applied, by itself: what is asked of each object and of each pod,
 * whichever kind makes it. There is no list of folders: a new one is found.
 */
@ParameterizedClass
@MethodSource("trees")
record RenderedTreesIT(Installation tree) {

    private static final Path KUSTOMIZE = Tools.RELEASE.resolve("kustomize");

    /** Who asks the API server: for pods to scrape, for their states, for names beside logs. */
    private static final Set<String> WITH_TOKEN =
            Set.of("fluent-bit", "kube-state-metrics", "prometheus");

    /** The nodes' log files are root's. */
    private static final Set<String> AS_ROOT = Set.of("fluent-bit");

    /** Its image writes beside its own configuration. */
    private static final Set<String> WRITES_TO_ITSELF = Set.of("elasticsearch");

    static List<Installation> trees() throws IOException {
        return kustomizations("Kustomization").stream().map(Installation::folder).toList();
    }

    private static List<String> kustomizations(String kind) throws IOException {
        try (Stream<Path> files = Files.walk(KUSTOMIZE)) {
            return files.filter(it -> it.endsWith("kustomization.yml"))
                    .filter(it -> Json.kind(Yaml.readAll(it).getFirst()).equals(kind))
                    .map(it -> KUSTOMIZE.relativize(it.getParent()).toString())
                    .sorted()
                    .toList();
        }
    }

    private List<Workload> workloads() {
        return tree.workloads().stream().map(Workload::of).toList();
    }

    private Stream<JsonObject> containers() {
        return workloads().stream().flatMap(it -> it.containers().stream());
    }

    @Test
    void shouldHoldEachObjectOnce() {
        assertThat(tree.objects())
                .extracting(it -> it.get("apiVersion") + " " + Json.kind(it) + " " + Json.name(it))
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldMeetTheRestrictedPodSecurityStandard() {
        assertThat(workloads())
                .allSatisfy(it -> {
                    assertThat(Json.text(it.pod(), "securityContext.seccompProfile.type"))
                            .isEqualTo("RuntimeDefault");
                    assertThat(it.pod().keySet())
                            .doesNotContain("hostNetwork", "hostPID", "hostIPC");
                    if (!AS_ROOT.contains(it.name())) {
                        assertThat(Json.text(it.pod(), "securityContext.runAsNonRoot"))
                                .isEqualTo("true");
                        assertThat(Json.number(it.pod(), "securityContext.runAsUser")).isPositive();
                    }
                    if (!WITH_TOKEN.contains(it.name())) {
                        assertThat(Json.text(it.pod(), "automountServiceAccountToken"))
                                .isEqualTo("false");
                    }
                });
        assertThat(containers())
                .allSatisfy(it -> {
                    assertThat(Json.text(it, "securityContext.allowPrivilegeEscalation"))
                            .isEqualTo("false");
                    assertThat(Json.texts(it, "securityContext.capabilities.drop"))
                            .containsExactly("ALL");
                });
        assertThat(tree.ofKind("Namespace"))
                .filteredOn(it -> !Json.name(it).equals("logging"))
                .allSatisfy(it ->
                        assertThat(Json.map(it, "metadata.labels"))
                                .containsEntry("pod-security.kubernetes.io/enforce", "restricted"));
    }

    @Test
    void shouldHaveAReadOnlyRoot() {
        assertThat(workloads())
                .filteredOn(it -> !WRITES_TO_ITSELF.contains(it.name()))
                .flatExtracting(Workload::containers)
                .allSatisfy(it ->
                        assertThat(Json.text(it, "securityContext.readOnlyRootFilesystem"))
                                .isEqualTo("true"));
    }

    @Test
    void shouldRunImagesOfOneVersionThatIsNamed() {
        assertThat(containers())
                .allSatisfy(it -> {
                    assertThat(Json.text(it, "image"))
                            .matches(
                                    "[a-z0-9.-]+/[a-z0-9./-]+(:v?\\d+\\.\\d+\\.\\d+[\\w.-]*|@sha256:[0-9a-f]{64})");
                    assertThat(Json.text(it, "imagePullPolicy")).isEqualTo("IfNotPresent");
                });
    }

    @Test
    void shouldAskForWhatTheyUseAndBeBounded() {
        assertThat(containers())
                .allSatisfy(it -> {
                    assertThat(Json.map(it, "resources.requests"))
                            .containsOnlyKeys("cpu", "memory");
                    assertThat(Json.map(it, "resources.limits")).containsOnlyKeys("cpu", "memory");
                    assertThat(Json.text(it, "resources.limits.memory"))
                            .isEqualTo(Json.text(it, "resources.requests.memory"));
                });
    }

    @Test
    void shouldBeProbedUnlessTheyEndByThemselves() {
        assertThat(workloads())
                .allSatisfy(it -> {
                    if (it.ends()) {
                        assertThat(Json.text(it.pod(), "restartPolicy")).isEqualTo("Never");
                        assertThat(Json.number(it.job(), "activeDeadlineSeconds")).isPositive();
                    } else {
                        assertThat(Json.list(it.pod(), "containers"))
                                .allSatisfy(container ->
                                        assertThat(container.keySet())
                                                .contains("livenessProbe", "readinessProbe"));
                    }
                });
    }

    @Test
    void shouldSelectWhatTheyMake() {
        assertThat(workloads())
                .filteredOn(it -> !it.ends())
                .allSatisfy(it ->
                        assertThat(Json.map(it.template(), "metadata.labels"))
                                .isNotEmpty()
                                .containsAllEntriesOf(
                                        Json.map(it.object(), "spec.selector.matchLabels")));
    }
}
