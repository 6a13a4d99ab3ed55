package com.evaratech.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The proxy in front of Redis: it finds every node of the StatefulSet. */
class RedisProxyTest {

    private static final Path FOLDER = Path.of("kustomize", "foundation", "redis");

    @Test
    void shouldNameEachNodeOfTheHeadlessServiceInFull() throws IOException {
        // A resolver of HAProxy knows no search domains; only in double quotes is a variable read.
        List<String> servers =
                Files.readAllLines(FOLDER.resolve("haproxy.cfg")).stream()
                        .map(String::strip)
                        .filter(it -> it.startsWith("server "))
                        .map(it -> it.split(" ", 3)[2])
                        .toList();
        JsonObject nodes = only("nodes.yml", "StatefulSet");

        assertThat(servers)
                .containsExactlyElementsOf(
                        IntStream.range(0, Json.number(nodes, "spec.replicas"))
                                .mapToObj(pod ->
                                        "\"%s-%d.%s.${NAMESPACE}.svc.cluster.local:6379\""
                                                .formatted(
                                                        Json.name(nodes),
                                                        pod,
                                                        Json.text(nodes, "spec.serviceName")))
                                .toList());
        JsonObject service = only("nodes.yml", "Service");
        assertThat(Json.name(service)).isEqualTo(Json.text(nodes, "spec.serviceName"));
        assertThat(Json.text(service, "spec.clusterIP")).isEqualTo("None");
    }

    @Test
    void shouldKnowItsNamespace() {
        JsonObject proxy = only("primary.yml", "Deployment");

        assertThat(Json.list(proxy, "spec.template.spec.containers"))
                .flatExtracting(it -> Json.list(it, "env"))
                .anySatisfy(it -> {
                    assertThat(Json.text(it, "name")).isEqualTo("NAMESPACE");
                    assertThat(Json.text(it, "valueFrom.fieldRef.fieldPath"))
                            .isEqualTo("metadata.namespace");
                });
    }

    private static JsonObject only(String file, String kind) {
        return Yaml.readAll(FOLDER.resolve(file)).stream()
                .filter(it -> Json.kind(it).equals(kind))
                .findFirst()
                .orElseThrow();
    }
}
