package com.evaratech.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** PostgreSQL and Redis outside of the cluster: services and migrations both get there. */
class RenderedManagedDatabasesIT {

    private final Installation variant = Installation.managedDatabases();

    @Test
    void shouldLeadServicesAndMigrationsToTheSameServer() {
        assertThat(variant.ofKind("ConfigMap"))
                .hasSize(2)
                .extracting(it -> Json.text(it, "data.DATABASE_URL"))
                .containsOnly("postgresql://evara.db.example.org:5432/evara?sslmode=require");
        assertThat(List.of("to-postgres", "migration"))
                .extracting(this::reached)
                .containsOnly("[{\"ipBlock\":{\"cidr\":\"10.20.0.0/24\"}}]");
    }

    /** The stores are elsewhere: the gateway speaks to the others, dry runs ask for history. */
    @Test
    void shouldLetNoOthersSpeakToOtherPods() {
        assertThat(new Connections(variant).amongPods())
                .containsExactlyInAnyOrder(
                        "alert-service -> telemetry-service:8000",
                        "gateway-service -> node-service:8000",
                        "gateway-service -> telemetry-service:8000",
                        "gateway-service -> alert-service:8000",
                        "gateway-service -> thingspeak-poller:8000");
    }

    /** The peers of the policy's one way out. */
    private String reached(String policy) {
        JsonObject found =
                variant.ofKind("NetworkPolicy").stream()
                        .filter(it -> Json.name(it).equals(policy))
                        .findFirst()
                        .orElseThrow();
        return Json.list(found, "spec.egress").getFirst().get("to").toString();
    }

    @Test
    void shouldBeginAsProductionDoesBehindItsIngress() {
        assertThat(proxies(variant))
                .isNotEmpty()
                .isEqualTo(proxies(Installation.environment("production")));
    }

    private static List<String> proxies(Installation installation) {
        return installation.ofKind("ConfigMap").stream()
                .map(it -> Json.text(it, "data.TRUSTED_PROXIES"))
                .filter(it -> !it.isEmpty())
                .toList();
    }

    @Test
    void shouldMigrateWithTheImagesThatTheServicesRun() {
        assertThat(images("Deployment")).containsAll(images("Job"));
    }

    private List<String> images(String kind) {
        return variant.ofKind(kind).stream()
                .flatMap(it -> Json.list(it, "spec.template.spec.containers").stream())
                .map(it -> Json.text(it, "image"))
                .toList();
    }
}
