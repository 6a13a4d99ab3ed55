package com.evaratech.kubernetes;

import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1PodTemplateSpec;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import java.nio.file.Path;
import java.util.List;

/**
 * The manifest that one service's build generated.
 *
 * @param service the service's name, which is also its module and the name of every object in it
 * @param documents the objects in the order of the file
 */
record ServiceManifest(String service, List<JsonObject> documents) {

    static final List<String> SERVICES =
            List.of(
                    "node-service",
                    "telemetry-service",
                    "alert-service",
                    "thingspeak-poller",
                    "gateway-service");

    private static final Path ROOT = Path.of("..", "..");

    private static ServiceManifest generated(String service) {
        Path file =
                ROOT.resolve(service).resolve(Path.of("target", "kubernetes", "kubernetes.yml"));
        return new ServiceManifest(service, Yaml.readAll(file));
    }

    static List<ServiceManifest> generatedByAll() {
        return SERVICES.stream().map(ServiceManifest::generated).toList();
    }

    static Path source(String service) {
        return ROOT.resolve(service)
                .resolve(Path.of("src", "main", "kubernetes", "kubernetes.yml"));
    }

    @Override
    public String toString() {
        return service;
    }

    List<String> kinds() {
        return documents.stream().map(it -> it.get("kind").getAsString()).toList();
    }

    V1Deployment deployment() {
        return only("Deployment", V1Deployment.class);
    }

    V1PodTemplateSpec pod() {
        return deployment().getSpec().getTemplate();
    }

    V1Container container() {
        return pod().getSpec().getContainers().getFirst();
    }

    V1Service serviceObject() {
        return only("Service", V1Service.class);
    }

    V1ServiceAccount serviceAccount() {
        return only("ServiceAccount", V1ServiceAccount.class);
    }

    V2HorizontalPodAutoscaler autoscaler() {
        return only("HorizontalPodAutoscaler", V2HorizontalPodAutoscaler.class);
    }

    private <T> T only(String kind, Class<T> model) {
        List<JsonObject> found =
                documents.stream().filter(it -> it.get("kind").getAsString().equals(kind)).toList();
        if (found.size() != 1) {
            throw new AssertionError("%s: %d of kind %s".formatted(service, found.size(), kind));
        }
        return StrictSchema.read(found.getFirst(), model);
    }
}
