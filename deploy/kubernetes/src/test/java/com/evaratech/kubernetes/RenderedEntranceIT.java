package com.evaratech.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The way in, by an Ingress and by the Gateway API. */
class RenderedEntranceIT {

    private static final String ANNOTATION = "nginx.ingress.kubernetes.io/";

    @Test
    void shouldLimitBodiesAndRequestsAndLetLiveUpdatesStayOpen() {
        assertThat(ingress("production"))
                .containsEntry(ANNOTATION + "proxy-body-size", "10m")
                .containsEntry(ANNOTATION + "limit-rps", "100")
                .containsEntry(ANNOTATION + "proxy-read-timeout", "3600")
                .containsEntry(ANNOTATION + "proxy-send-timeout", "3600")
                .containsEntry(ANNOTATION + "force-ssl-redirect", "true")
                .containsEntry("cert-manager.io/cluster-issuer", "letsencrypt-prod")
                .doesNotContainKey(ANNOTATION + "rate-limit");
    }

    private static Map<String, String> ingress(String environment) {
        return Json.map(
                Installation.environment(environment).ofKind("Ingress").getFirst(),
                "metadata.annotations");
    }

    @Test
    void shouldHaveACertificateForTheHostOfEachEnvironment() {
        assertThat(List.of("development", "staging", "production"))
                .extracting(RenderedEntranceIT::host)
                .containsExactly(
                        "evara.localhost", "api.staging.evaratech.com", "api.evaratech.com");
    }

    private static String host(String environment) {
        JsonObject ingress = Installation.environment(environment).ofKind("Ingress").getFirst();
        String host = Json.text(Json.list(ingress, "spec.rules").getFirst(), "host");
        assertThat(Json.texts(Json.list(ingress, "spec.tls").getFirst(), "hosts"))
                .containsExactly(host);
        return host;
    }

    @Test
    void shouldLeadToTheGatewayAlone() {
        for (Installation installation : Installation.all()) {
            assertThat(installation.ofKind("Ingress"))
                    .allSatisfy(it ->
                            assertThat(it.toString())
                                    .contains(
                                            "\"service\":{\"name\":\"gateway-service\",\"port\":{\"name\":\"http\"}}"));
            assertThat(installation.ofKind("HTTPRoute"))
                    .flatExtracting(it -> Json.list(it, "spec.rules"))
                    .flatExtracting(it -> Json.list(it, "backendRefs"))
                    .allSatisfy(
                            it -> assertThat(Json.text(it, "name")).isEqualTo("gateway-service"))
                    .allSatisfy(it -> assertThat(Json.number(it, "port")).isEqualTo(80));
        }
    }

    @Test
    void shouldAttachRoutesToListenersOfTheGatewayAndLimitEachAddress() {
        Installation variant = Installation.all().get(3);
        JsonObject gateway = variant.ofKind("Gateway").getFirst();
        List<String> listeners =
                Json.list(gateway, "spec.listeners").stream()
                        .map(it -> Json.text(it, "name"))
                        .toList();
        JsonObject policy = variant.ofKind("BackendTrafficPolicy").getFirst();

        assertThat(variant.ofKind("HTTPRoute"))
                .hasSize(2)
                .flatExtracting(it -> Json.list(it, "spec.parentRefs"))
                .allSatisfy(it -> assertThat(Json.text(it, "name")).isEqualTo("evara"))
                .extracting(it -> Json.text(it, "sectionName"))
                .containsExactlyInAnyOrderElementsOf(listeners);
        assertThat(Json.list(policy, "spec.rateLimit.global.rules"))
                .hasSize(2)
                .allSatisfy(it -> {
                    assertThat(Json.number(it, "limit.requests")).isEqualTo(100);
                    assertThat(Json.text(it, "limit.unit")).isEqualTo("Second");
                    assertThat(it.toString()).contains("\"type\":\"Distinct\"");
                });
    }
}
