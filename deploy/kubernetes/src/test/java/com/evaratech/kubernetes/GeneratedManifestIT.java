package com.evaratech.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.custom.IntOrString;
import io.kubernetes.client.openapi.models.V1ServicePort;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Each manifest as a whole: its kinds, its Service and its account. */
@ParameterizedClass
@MethodSource("manifests")
record GeneratedManifestIT(ServiceManifest manifest) {

    /** The API server's rule: an optional DNS prefix, a slash, and at most 63 characters. */
    private static final Predicate<String> KEY =
            Pattern.compile(
                            "([a-z0-9]([-a-z0-9.]*[a-z0-9])?/)?[A-Za-z0-9]([-\\w.]{0,61}[A-Za-z0-9])?")
                    .asMatchPredicate();

    static List<ServiceManifest> manifests() {
        return ServiceManifest.generatedByAll();
    }

    @Test
    void shouldFitTheSchemaInEveryField() {
        assertThat(manifest.documents()).isNotEmpty().allSatisfy(StrictSchema::check);
    }

    @Test
    void shouldHoldTheFiveObjectsOfAServiceAndNothingElse() {
        // A sixth would be an extension's idea: an init job with a third party's image, a role.
        assertThat(manifest.kinds())
                .containsExactlyInAnyOrder(
                        "Deployment",
                        "Service",
                        "ServiceAccount",
                        "HorizontalPodAutoscaler",
                        "PodDisruptionBudget");
    }

    @Test
    void shouldNameEveryObjectAfterTheService() {
        assertThat(manifest.documents())
                .allSatisfy(it ->
                        assertThat(it.getAsJsonObject("metadata").get("name").getAsString())
                                .isEqualTo(manifest.service()));
    }

    @Test
    void shouldUseKeysThatLabelsAndAnnotationsMayHave() {
        assertThat(manifest.documents())
                .extracting(it -> it.getAsJsonObject("metadata"))
                .allSatisfy(it -> assertThat(it.getAsJsonObject("labels").keySet()).allMatch(KEY))
                .allSatisfy(
                        it -> assertThat(it.getAsJsonObject("annotations").keySet()).allMatch(KEY));
    }

    @Test
    void shouldOfferPort80ToTheClusterAndKeepManagementInside() {
        List<V1ServicePort> ports = manifest.serviceObject().getSpec().getPorts();

        assertThat(ports).hasSize(1);
        assertThat(ports.getFirst().getPort()).isEqualTo(80);
        assertThat(ports.getFirst().getTargetPort()).isEqualTo(new IntOrString(8000));
        assertThat(manifest.serviceObject().getSpec().getType()).isEqualTo("ClusterIP");
    }

    @Test
    void shouldReachExactlyThePodsOfTheDeployment() {
        assertThat(manifest.serviceObject().getSpec().getSelector())
                .isEqualTo(manifest.deployment().getSpec().getSelector().getMatchLabels());
    }

    @Test
    void shouldRunUnderAnAccountWithoutToken() {
        assertThat(manifest.serviceAccount().getAutomountServiceAccountToken()).isFalse();
        assertThat(manifest.pod().getSpec().getAutomountServiceAccountToken()).isFalse();
        assertThat(manifest.pod().getSpec().getServiceAccountName()).isEqualTo(manifest.service());
    }

    @Test
    void shouldBeTellingPrometheusWhereTheMetricsAre() {
        assertThat(Objects.requireNonNull(manifest.pod().getMetadata()).getAnnotations())
                .containsEntry("prometheus.io/scrape", "true")
                .containsEntry("prometheus.io/port", "9000")
                .containsEntry("prometheus.io/path", "/metrics");
    }

    @Test
    void shouldDifferFromTheOtherServicesInItsNameOnly() throws IOException {
        String first = ServiceManifest.SERVICES.getFirst();
        String expected =
                Files.readString(ServiceManifest.source(first)).replace(first, manifest.service());

        assertThat(ServiceManifest.source(manifest.service())).hasContent(expected);
    }
}
