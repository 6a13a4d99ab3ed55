package com.evaratech.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Who can speak to whom: the table below is all that comes of the policies. */
@ParameterizedClass
@MethodSource("installations")
record RenderedNetworkIT(Installation installation) {

    private static final Set<String> ARROWS =
            new TreeSet<>(
                    Set.of(
                            "gateway-service -> node-service:8000",
                            "gateway-service -> telemetry-service:8000",
                            "gateway-service -> alert-service:8000",
                            "gateway-service -> thingspeak-poller:8000",
                            "alert-service -> telemetry-service:8000",
                            "gateway-service -> redis-primary:6379",
                            "node-service -> redis-primary:6379",
                            "telemetry-service -> redis-primary:6379",
                            "alert-service -> redis-primary:6379",
                            "thingspeak-poller -> redis-primary:6379",
                            "node-service -> postgres-pooler:5432",
                            "telemetry-service -> postgres-pooler:5432",
                            "alert-service -> postgres-pooler:5432",
                            "thingspeak-poller -> postgres-pooler:5432",
                            "node-service-migration -> postgres:5432",
                            "telemetry-service-migration -> postgres:5432",
                            "alert-service-migration -> postgres:5432",
                            "thingspeak-poller-migration -> postgres:5432",
                            "postgres-pooler -> postgres:5432",
                            "postgres -> postgres:5432",
                            "postgres -> postgres:8000",
                            "redis-primary -> redis:6379",
                            "redis -> redis:6379",
                            "redis -> redis:26379"));

    static List<Installation> installations() {
        return Stream.of(
                        Installation.all(), Installation.twoRegions(), List.of(Installation.mqtt()))
                .flatMap(List::stream)
                .toList();
    }

    @Test
    void shouldAllowExactlyTheseConnectionsAmongPods() {
        assertThat(connections().amongPods()).isEqualTo(ARROWS);
    }

    private Connections connections() {
        return new Connections(installation);
    }

    @Test
    void shouldBeginWithNothingAllowed() {
        assertThat(installation.ofKind("NetworkPolicy"))
                .anySatisfy(it -> {
                    assertThat(Json.object(it, "spec.podSelector").keySet()).isEmpty();
                    assertThat(Json.texts(it, "spec.policyTypes"))
                            .containsExactlyInAnyOrder("Ingress", "Egress");
                    assertThat(it.getAsJsonObject("spec").keySet())
                            .doesNotContain("ingress", "egress");
                });
    }

    @Test
    void shouldSpeakOfPodsThatExistAndPortsThatSomethingListensOn() {
        for (JsonObject policy : installation.ofKind("NetworkPolicy")) {
            List<Pod> subjects = connections().selected(Json.object(policy, "spec.podSelector"));
            assertThat(subjects).describedAs(Json.name(policy)).isNotEmpty();
            for (JsonObject rule : Json.list(policy, "spec.ingress")) {
                assertListening(policy, rule, subjects);
                Json.list(rule, "from").forEach(peer -> assertPeerExists(policy, peer));
            }
            for (JsonObject rule : Json.list(policy, "spec.egress")) {
                for (JsonObject peer : Json.list(rule, "to")) {
                    assertPeerExists(policy, peer);
                    if (Connections.isWithin(peer)) {
                        assertListening(
                                policy,
                                rule,
                                connections().selected(peer.getAsJsonObject("podSelector")));
                    }
                }
            }
        }
    }

    @Test
    void shouldLetOnlyTheMonitoringNamespaceToTheManagementPort() {
        for (JsonObject policy : installation.ofKind("NetworkPolicy")) {
            for (JsonObject rule : Json.list(policy, "spec.ingress")) {
                if (Connections.ports(rule).contains(9000)) {
                    assertThat(Json.list(rule, "from"))
                            .extracting(it -> Json.map(it, "namespaceSelector.matchLabels"))
                            .containsExactly(Map.of("kubernetes.io/metadata.name", "monitoring"));
                }
            }
        }
    }

    @Test
    void shouldReachThePublicNetworkWithoutWhatIsInside() {
        List<String> blocks = new ArrayList<>();
        for (JsonObject policy : installation.ofKind("NetworkPolicy")) {
            for (JsonObject rule : Json.list(policy, "spec.egress")) {
                for (JsonObject peer : Json.list(rule, "to")) {
                    if (Json.has(peer, "ipBlock")) {
                        blocks.add(Json.name(policy) + " " + Connections.ports(rule));
                        assertThat(Json.texts(peer, "ipBlock.except"))
                                .contains(
                                        "10.0.0.0/8",
                                        "172.16.0.0/12",
                                        "192.168.0.0/16",
                                        "169.254.0.0/16");
                    }
                }
            }
        }

        assertThat(blocks)
                .containsExactlyInAnyOrder(
                        "to-identity-provider [443]",
                        "to-thingspeak [443]",
                        "to-receivers-of-alerts [443, 465, 587]");
    }

    @Test
    void shouldLetEveryServiceReadTheKeysOfTheIdentityProvider() {
        JsonObject policy =
                installation.ofKind("NetworkPolicy").stream()
                        .filter(it -> Json.name(it).equals("to-identity-provider"))
                        .findFirst()
                        .orElseThrow();

        assertThat(connections().selected(Json.object(policy, "spec.podSelector")))
                .extracting(Pod::owner)
                .containsExactlyInAnyOrderElementsOf(ServiceManifest.SERVICES);
    }

    @Test
    void shouldLeadServicesToPortsOfTheirPods() {
        for (JsonObject service : installation.ofKind("Service")) {
            JsonObject selector = new JsonObject();
            selector.add("matchLabels", Json.object(service, "spec.selector"));
            List<Pod> pods = connections().selected(selector);
            assertThat(pods).describedAs(Json.name(service)).hasSize(1);
            for (JsonObject port : Json.list(service, "spec.ports")) {
                assertThat(portsOf(pods.getFirst().owner()))
                        .contains(Json.text(port, "targetPort"));
            }
        }
    }

    /** Names and numbers of the container's ports. */
    private Set<String> portsOf(String owner) {
        Set<String> ports = new TreeSet<>();
        installation.workloads().stream()
                .filter(it -> Json.name(it).equals(owner))
                .flatMap(it -> Json.list(it, "spec.template.spec.containers").stream())
                .flatMap(it -> Json.list(it, "ports").stream())
                .forEach(it -> {
                    ports.add(Json.text(it, "name"));
                    ports.add(Json.text(it, "containerPort"));
                });
        return ports;
    }

    private void assertPeerExists(JsonObject policy, JsonObject peer) {
        if (Connections.isWithin(peer)) {
            assertThat(connections().selected(peer.getAsJsonObject("podSelector")))
                    .describedAs("%s: %s", Json.name(policy), peer)
                    .isNotEmpty();
        }
    }

    private static void assertListening(JsonObject policy, JsonObject rule, List<Pod> pods) {
        assertThat(Connections.ports(rule))
                .describedAs(Json.name(policy))
                .isNotEmpty()
                .allSatisfy(port -> assertThat(pods).anyMatch(pod -> pod.ports().contains(port)));
    }
}
