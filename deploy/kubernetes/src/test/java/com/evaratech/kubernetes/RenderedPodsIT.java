package com.evaratech.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Every pod of each environment: confined, bounded, pinned, probed, and with all that it reads. */
@ParameterizedClass
@MethodSource("installations")
record RenderedPodsIT(Installation installation) {

    private static final String POD = "spec.template.spec.";

    static List<Installation> installations() {
        return Stream.concat(Installation.all().stream(), Installation.twoRegions().stream())
                .toList();
    }

    private Stream<JsonObject> containers() {
        return installation.workloads().stream()
                .flatMap(it -> Json.list(it, POD + "containers").stream());
    }

    @Test
    void shouldMeetTheRestrictedPodSecurityStandardWithAReadOnlyRoot() {
        assertThat(installation.workloads())
                .hasSizeGreaterThan(8)
                .allSatisfy(it -> {
                    assertThat(Json.text(it, POD + "securityContext.runAsNonRoot"))
                            .isEqualTo("true");
                    assertThat(Json.number(it, POD + "securityContext.runAsUser")).isPositive();
                    assertThat(Json.text(it, POD + "securityContext.seccompProfile.type"))
                            .isEqualTo("RuntimeDefault");
                    assertThat(Json.text(it, POD + "automountServiceAccountToken"))
                            .isEqualTo("false");
                });
        assertThat(containers())
                .allSatisfy(it -> {
                    assertThat(Json.text(it, "securityContext.allowPrivilegeEscalation"))
                            .isEqualTo("false");
                    assertThat(Json.text(it, "securityContext.readOnlyRootFilesystem"))
                            .isEqualTo("true");
                    assertThat(Json.texts(it, "securityContext.capabilities.drop"))
                            .containsExactly("ALL");
                });
        assertThat(installation.ofKind("Namespace"))
                .allSatisfy(it ->
                        assertThat(Json.map(it, "metadata.labels"))
                                .containsEntry("pod-security.kubernetes.io/enforce", "restricted"));
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
        assertThat(installation.ofKind("Deployment", "StatefulSet"))
                .flatExtracting(it -> Json.list(it, POD + "containers"))
                .allSatisfy(
                        it -> assertThat(it.keySet()).contains("livenessProbe", "readinessProbe"));
        assertThat(installation.ofKind("Job"))
                .allSatisfy(it -> {
                    assertThat(Json.text(it, POD + "restartPolicy")).isEqualTo("Never");
                    assertThat(Json.number(it, "spec.activeDeadlineSeconds")).isPositive();
                });
    }

    @Test
    void shouldSelectWhatTheyMake() {
        assertThat(installation.ofKind("Deployment", "StatefulSet"))
                .allSatisfy(it ->
                        assertThat(Json.map(it, "spec.template.metadata.labels"))
                                .containsAllEntriesOf(Json.map(it, "spec.selector.matchLabels")));
    }

    @Test
    void shouldRunUnderAccountsThatAreThere() {
        assertThat(installation.workloads())
                .extracting(it -> Json.text(it, POD + "serviceAccountName"))
                .isSubsetOf(installation.names("ServiceAccount"));
    }

    @Test
    void shouldReadOnlySecretsThatWillBeThere() {
        // In development the script writes them; RenderedSecretsIT holds it to the same names.
        List<String> there =
                installation.name().equals("development")
                        ? Installation.environment("production").secrets()
                        : installation.secrets();
        Set<String> read = new TreeSet<>();
        containers()
                .forEach(it -> {
                    Json.list(it, "envFrom")
                            .forEach(from -> read.add(Json.text(from, "secretRef.name")));
                    Json.list(it, "env")
                            .forEach(
                                    env -> read.add(Json.text(env, "valueFrom.secretKeyRef.name")));
                });
        installation.ofKind("Cluster").stream()
                .flatMap(it -> Json.list(it, "spec.managed.roles").stream())
                .forEach(role -> read.add(Json.text(role, "passwordSecret.name")));
        read.remove("");

        assertThat(read).hasSize(11);
        assertThat(there).containsAll(read);
    }

    @Test
    void shouldMigrateWithTheImageThatTheServiceRuns() {
        assertThat(installation.ofKind("Job"))
                .hasSize(4)
                .allSatisfy(it -> assertThat(image(it)).isEqualTo(image(serviceOf(it))));
    }

    @Test
    void shouldGiveTheOwnersPasswordsToMigrationsAlone() {
        assertThat(installation.ofKind("Job"))
                .allSatisfy(it -> assertThat(it.toString()).contains("-owner\""));
        assertThat(installation.ofKind("Deployment"))
                .allSatisfy(it -> assertThat(it.toString()).doesNotContain("-owner\""));
    }

    private JsonObject serviceOf(JsonObject job) {
        return installation.ofKind("Deployment").stream()
                .filter(it -> (Json.name(it) + "-migration").equals(Json.name(job)))
                .findFirst()
                .orElseThrow();
    }

    private static String image(JsonObject workload) {
        return Json.text(Json.list(workload, POD + "containers").getFirst(), "image");
    }
}
