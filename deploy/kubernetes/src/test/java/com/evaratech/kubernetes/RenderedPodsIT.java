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

/** Every pod of each environment: all that it reads and runs under is there. */
@ParameterizedClass
@MethodSource("installations")
record RenderedPodsIT(Installation installation) {

    private static final String POD = "spec.template.spec.";

    static List<Installation> installations() {
        return Stream.of(
                        Installation.all(), Installation.twoRegions(), List.of(Installation.mqtt()))
                .flatMap(List::stream)
                .toList();
    }

    private Stream<JsonObject> containers() {
        return installation.workloads().stream()
                .map(Workload::of)
                .flatMap(it -> it.containers().stream());
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
