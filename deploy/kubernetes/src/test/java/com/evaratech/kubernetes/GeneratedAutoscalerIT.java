package com.evaratech.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.kubernetes.client.openapi.models.V2HPAScalingRules;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscalerSpec;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Each autoscaler: its target and the numbers of the design. */
@ParameterizedClass
@MethodSource("manifests")
record GeneratedAutoscalerIT(ServiceManifest manifest) {

    static List<ServiceManifest> manifests() {
        return ServiceManifest.generatedByAll();
    }

    @Test
    void shouldScaleTheDeploymentOfTheService() {
        var target = spec().getScaleTargetRef();

        assertThat(target.getApiVersion()).isEqualTo(manifest.deployment().getApiVersion());
        assertThat(target.getKind()).isEqualTo(manifest.deployment().getKind());
        assertThat(target.getName()).isEqualTo(manifest.deployment().getMetadata().getName());
    }

    @Test
    void shouldKeepBetweenThreeAndTenPods() {
        assertThat(spec().getMinReplicas()).isEqualTo(3);
        assertThat(spec().getMaxReplicas()).isEqualTo(10);
    }

    @Test
    void shouldWatchProcessorAndMemoryAgainstWhatIsRequested() {
        assertThat(spec().getMetrics())
                .extracting(
                        it -> it.getResource().getName(),
                        it -> it.getResource().getTarget().getType(),
                        it -> it.getResource().getTarget().getAverageUtilization())
                .containsExactlyInAnyOrder(
                        tuple("cpu", "Utilization", 70), tuple("memory", "Utilization", 80));
        assertThat(manifest.container().getResources().getRequests()).containsKeys("cpu", "memory");
    }

    @Test
    void shouldGrowByHalfAMinute() {
        assertRules(spec().getBehavior().getScaleUp(), 60, "Percent", 50, 60);
    }

    @Test
    void shouldShrinkByOnePodInTwoMinutes() {
        assertRules(spec().getBehavior().getScaleDown(), 300, "Pods", 1, 120);
    }

    private static void assertRules(
            V2HPAScalingRules rules, int window, String type, int value, int period) {
        assertThat(rules.getStabilizationWindowSeconds()).isEqualTo(window);
        assertThat(rules.getPolicies())
                .extracting(it -> it.getType(), it -> it.getValue(), it -> it.getPeriodSeconds())
                .containsExactly(tuple(type, value, period));
    }

    private V2HorizontalPodAutoscalerSpec spec() {
        return manifest.autoscaler().getSpec();
    }
}
