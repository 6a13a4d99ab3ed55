package com.evaratech.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Who decides how many pods there are, and how many may be missing. */
@ParameterizedClass
@MethodSource("installations")
record RenderedScalingIT(Installation installation) {

    static List<Installation> installations() {
        return Installation.all();
    }

    private Stream<JsonObject> scalers() {
        return installation.ofKind("HorizontalPodAutoscaler", "ScaledObject").stream();
    }

    @Test
    void shouldHaveOneScalerForEachService() {
        assertThat(scalers().map(it -> Json.text(it, "spec.scaleTargetRef.name")))
                .containsExactlyInAnyOrderElementsOf(ServiceManifest.SERVICES);
    }

    @Test
    void shouldGiveNoNumberBesideAScaler() {
        List<String> scaled =
                scalers().map(it -> Json.text(it, "spec.scaleTargetRef.name")).toList();

        assertThat(installation.ofKind("Deployment"))
                .allSatisfy(it ->
                        assertThat(Json.has(it, "spec.replicas"))
                                .isNotEqualTo(scaled.contains(Json.name(it))));
    }

    @Test
    void shouldNotAskForMoreAtLeastThanAtMost() {
        assertThat(installation.ofKind("HorizontalPodAutoscaler"))
                .allSatisfy(it ->
                        assertThat(Json.number(it, "spec.minReplicas"))
                                .isPositive()
                                .isLessThanOrEqualTo(Json.number(it, "spec.maxReplicas")));
        assertThat(installation.ofKind("ScaledObject"))
                .allSatisfy(it ->
                        assertThat(Json.number(it, "spec.minReplicaCount"))
                                .isPositive()
                                .isLessThanOrEqualTo(Json.number(it, "spec.maxReplicaCount")));
    }

    /** As docs/operations/scale.md adds up; 5 + 3 is what DatabaseSettings opens by default. */
    @Test
    void shouldHaveAConnectionForEveryPodThatMayBe() {
        int perPod = 5 + 3;
        int most =
                scalers()
                        .mapToInt(it ->
                                Json.number(
                                        it,
                                        Json.has(it, "spec.maxReplicas")
                                                ? "spec.maxReplicas"
                                                : "spec.maxReplicaCount"))
                        .max()
                        .orElseThrow();
        JsonObject pooler = installation.ofKind("Pooler").getFirst();
        JsonObject cluster = installation.ofKind("Cluster").getFirst();
        int forARole = Json.number(pooler, "spec.pgbouncer.parameters.default_pool_size");
        int forAll = Json.number(pooler, "spec.pgbouncer.parameters.max_db_connections");

        assertThat(perPod * (most + 1)).isLessThanOrEqualTo(forARole);
        assertThat(4 * perPod * (most + 1)).isLessThanOrEqualTo(forAll);
        assertThat(forAll)
                .isLessThan(Json.number(cluster, "spec.postgresql.parameters.max_connections"));
    }

    @Test
    void shouldAllowOnePodOfEachKindToBeMissing() {
        List<String> covered = new ArrayList<>();
        for (JsonObject budget : installation.ofKind("PodDisruptionBudget")) {
            List<Pod> pods =
                    installation.pods().stream()
                            .filter(it -> it.isSelectedBy(Json.object(budget, "spec.selector")))
                            .toList();
            assertThat(pods).describedAs(Json.name(budget)).hasSize(1);
            assertThat(Json.number(budget, "spec.maxUnavailable")).isEqualTo(1);
            covered.add(pods.getFirst().owner());
        }

        assertThat(installation.ofKind("Deployment", "StatefulSet"))
                .extracting(Json::name)
                .containsExactlyInAnyOrderElementsOf(covered);
    }
}
