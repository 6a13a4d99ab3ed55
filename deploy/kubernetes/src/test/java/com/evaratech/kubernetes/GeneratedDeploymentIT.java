package com.evaratech.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.kubernetes.client.custom.IntOrString;
import io.kubernetes.client.custom.Quantity;
import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1ContainerPort;
import io.kubernetes.client.openapi.models.V1DeploymentSpec;
import io.kubernetes.client.openapi.models.V1EnvFromSource;
import io.kubernetes.client.openapi.models.V1EnvVar;
import io.kubernetes.client.openapi.models.V1PodSecurityContext;
import io.kubernetes.client.openapi.models.V1PodSpec;
import io.kubernetes.client.openapi.models.V1Probe;
import io.kubernetes.client.openapi.models.V1RollingUpdateDeployment;
import io.kubernetes.client.openapi.models.V1SecurityContext;
import io.kubernetes.client.openapi.models.V2MetricSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Each Deployment: selection, rollout, image, environment, probes, resources and confinement. */
@ParameterizedClass
@MethodSource("manifests")
record GeneratedDeploymentIT(ServiceManifest manifest) {

    private static final String JVM_OPTIONS = "JDK_JAVA_OPTIONS";

    // Stacks of some 50 platform threads, the collector's tables, the JVM's own code.
    private static final int STACKS_AND_JVM_MIB = 64;

    private static final List<String> REVISION = List.of("pod-template-hash");

    private static final String VERSION = "app.kubernetes.io/version";

    static List<ServiceManifest> manifests() {
        return ServiceManifest.generatedByAll();
    }

    @Test
    void shouldSelectThePodsItMakes() {
        V1DeploymentSpec spec = manifest.deployment().getSpec();

        assertThat(spec.getSelector().getMatchLabels()).isNotEmpty();
        assertThat(spec.getTemplate().getMetadata().getLabels())
                .containsAllEntriesOf(spec.getSelector().getMatchLabels());
    }

    @Test
    void shouldSelectWithoutTheVersionBecauseSelectorsCannotChange() {
        assertThat(manifest.deployment().getSpec().getSelector().getMatchLabels())
                .doesNotContainKey(VERSION);
    }

    @Test
    void shouldLeaveTheNumberOfReplicasToTheAutoscaler() {
        assertThat(manifest.deployment().getSpec().getReplicas()).isNull();
    }

    @Test
    void shouldReplacePodsOneByOneWithoutLosingAny() {
        V1RollingUpdateDeployment update =
                manifest.deployment().getSpec().getStrategy().getRollingUpdate();

        // As numbers: an API server refuses "1" as text, it is not a percentage.
        assertThat(update.getMaxSurge()).isEqualTo(new IntOrString(1));
        assertThat(update.getMaxUnavailable()).isEqualTo(new IntOrString(0));
    }

    @Test
    void shouldRunOneContainerOfThePinnedVersion() {
        V1PodSpec pod = manifest.pod().getSpec();

        assertThat(pod.getContainers()).hasSize(1);
        assertThat(pod.getInitContainers()).isNullOrEmpty();
        assertThat(manifest.container().getImage())
                .matches(".*/" + manifest.service() + ":\\d+\\.\\d+\\.\\d+.*");
        assertThat(manifest.container().getImagePullPolicy()).isEqualTo("IfNotPresent");
    }

    @Test
    void shouldTakeItsSettingsFromTheClusterAndBakeNoneIn() {
        V1Container container = manifest.container();

        assertThat(container.getEnv())
                .extracting(V1EnvVar::getName)
                .describedAs("what belongs to the pod's size, and no setting of the service")
                .containsExactly(JVM_OPTIONS);
        assertThat(container.getEnvFrom())
                .extracting(GeneratedDeploymentIT::sourceOf)
                .containsExactlyInAnyOrder(
                        "ConfigMap evara", "Secret evara-secrets", "Secret " + manifest.service());
    }

    private static String sourceOf(V1EnvFromSource source) {
        return source.getConfigMapRef() == null
                ? "Secret " + source.getSecretRef().getName()
                : "ConfigMap " + source.getConfigMapRef().getName();
    }

    @Test
    void shouldListenOn8000AndBeManagedOn9000() {
        assertThat(manifest.container().getPorts())
                .extracting(V1ContainerPort::getName, V1ContainerPort::getContainerPort)
                .containsExactlyInAnyOrder(tuple("http", 8000), tuple("management", 9000));
    }

    @Test
    void shouldBeProbedAsRequired() {
        V1Container container = manifest.container();

        assertProbe(container.getLivenessProbe(), "/health/live", List.of(10, 30, 5, 3));
        assertProbe(container.getReadinessProbe(), "/health/ready", List.of(5, 10, 5, 2));
        assertThat(container.getStartupProbe().getHttpGet().getPath()).isEqualTo("/health/started");
        assertThat(seconds(container.getStartupProbe()))
                .describedAs("seconds a slow start may take before liveness counts")
                .isGreaterThanOrEqualTo(60);
    }

    private static void assertProbe(V1Probe probe, String path, List<Integer> timing) {
        assertThat(probe.getHttpGet().getPath()).isEqualTo(path);
        assertThat(probe.getHttpGet().getPort()).isEqualTo(new IntOrString(9000));
        assertThat(timing)
                .containsExactly(
                        probe.getInitialDelaySeconds(),
                        probe.getPeriodSeconds(),
                        probe.getTimeoutSeconds(),
                        probe.getFailureThreshold());
    }

    private static int seconds(V1Probe probe) {
        return probe.getPeriodSeconds() * probe.getFailureThreshold();
    }

    @Test
    void shouldAskForResourcesAndAcceptALimit() {
        Map<String, Quantity> requests = manifest.container().getResources().getRequests();
        Map<String, Quantity> limits = manifest.container().getResources().getLimits();

        assertThat(requests).containsOnlyKeys("cpu", "memory");
        assertThat(limits).hasSameSizeAs(requests);
        assertThat(limits)
                .allSatisfy((name, limit) ->
                        assertThat(requests)
                                .hasEntrySatisfying(
                                        name,
                                        it ->
                                                assertThat(it.getNumber())
                                                        .isLessThanOrEqualTo(limit.getNumber())));
    }

    @Test
    void shouldNotUseMoreMemoryThanItAsksFor() {
        Map<String, Quantity> requests = manifest.container().getResources().getRequests();
        Map<String, Quantity> limits = manifest.container().getResources().getLimits();

        assertThat(limits.get("memory")).isEqualTo(requests.get("memory"));
    }

    /** As docs/operations/resources.md adds up. */
    @Test
    void shouldBoundTheJvmBelowWhereTheAutoscalerActs() {
        String options = manifest.container().getEnv().getFirst().getValue();
        double pod = memoryMebibytes(manifest.container().getResources().getLimits());
        int target =
                manifest.autoscaler().getSpec().getMetrics().stream()
                        .map(V2MetricSpec::getResource)
                        .filter(resource -> resource.getName().equals("memory"))
                        .mapToInt(resource -> resource.getTarget().getAverageUtilization())
                        .findFirst()
                        .orElseThrow();

        double heap = pod * number(options, "-XX:MaxRAMPercentage=(\\d+)") / 100;
        double sum =
                heap
                        + number(options, "-XX:MaxDirectMemorySize=(\\d+)m")
                        + number(options, "-XX:MaxMetaspaceSize=(\\d+)m")
                        + number(options, "-XX:ReservedCodeCacheSize=(\\d+)m")
                        + STACKS_AND_JVM_MIB;
        assertThat(sum).isLessThan(pod * target / 100);
    }

    /** A native executable runs in the same pod, and reads no options of a JVM. */
    @Test
    void shouldBoundNativeExecutablesAsTheJvm() throws IOException {
        String jvm = manifest.container().getEnv().getFirst().getValue();
        String built =
                Files.readString(
                        Path.of("..", "..", "common/src/main/resources/META-INF")
                                .resolve("microprofile-config.properties"));

        assertThat(number(built, "-R:MaximumHeapSizePercent=(\\d+)"))
                .isEqualTo(number(jvm, "-XX:MaxRAMPercentage=(\\d+)"));
        assertThat(number(built, "-R:MaxDirectMemorySize=(\\d+)m"))
                .isEqualTo(number(jvm, "-XX:MaxDirectMemorySize=(\\d+)m"));
    }

    private static double memoryMebibytes(Map<String, Quantity> resources) {
        Quantity memory = Objects.requireNonNull(resources.get("memory"));
        return memory.getNumber().doubleValue() / (1 << 20);
    }

    private static int number(String options, String pattern) {
        Matcher option = Pattern.compile(pattern).matcher(options);
        assertThat(option.find()).describedAs(pattern).isTrue();
        return Integer.parseInt(option.group(1));
    }

    @Test
    void shouldMeetTheRestrictedPodSecurityStandard() {
        V1PodSecurityContext pod = manifest.pod().getSpec().getSecurityContext();
        V1SecurityContext container = manifest.container().getSecurityContext();

        assertThat(pod.getRunAsNonRoot()).isTrue();
        assertThat(pod.getRunAsUser()).isPositive();
        assertThat(pod.getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(container.getAllowPrivilegeEscalation()).isFalse();
        assertThat(container.getReadOnlyRootFilesystem()).isTrue();
        assertThat(container.getCapabilities().getDrop()).containsExactly("ALL");
    }

    @Test
    void shouldHaveTimeToFinishBeforeItIsKilled() {
        Long pause = manifest.container().getLifecycle().getPreStop().getSleep().getSeconds();

        assertThat(pause).isPositive();
        assertThat(manifest.pod().getSpec().getTerminationGracePeriodSeconds())
                .describedAs("the pause, then the service's own 25 s")
                .isGreaterThan(pause + 25);
    }

    @Test
    void shouldSpreadThePodsOfOneRevisionOverZonesAndNodes() {
        assertThat(manifest.pod().getSpec().getTopologySpreadConstraints())
                .extracting(
                        it -> it.getTopologyKey(),
                        it -> it.getMaxSkew(),
                        it -> it.getLabelSelector().getMatchLabels(),
                        it -> it.getMatchLabelKeys())
                .containsExactlyInAnyOrder(
                        tuple("topology.kubernetes.io/zone", 1, selected(), REVISION),
                        tuple("kubernetes.io/hostname", 1, selected(), REVISION));
    }

    private Map<String, String> selected() {
        return manifest.deployment().getSpec().getSelector().getMatchLabels();
    }
}
