package com.evaratech.kubernetes;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * The Kubernetes API's own schema for the kinds that Evara generates. Unlike the command-line tools
 * that work without a cluster, it refuses a field that the kind does not have.
 */
final class StrictSchema {

    @FunctionalInterface
    private interface Validator {
        void validate(JsonElement document) throws IOException;
    }

    private record Kind(Class<?> model, Validator validator) {}

    private static final Map<String, Kind> KINDS =
            Map.of(
                    "apps/v1 Deployment",
                    new Kind(V1Deployment.class, V1Deployment::validateJsonElement),
                    "v1 Service",
                    new Kind(V1Service.class, V1Service::validateJsonElement),
                    "v1 ServiceAccount",
                    new Kind(V1ServiceAccount.class, V1ServiceAccount::validateJsonElement),
                    "autoscaling/v2 HorizontalPodAutoscaler",
                    new Kind(
                            V2HorizontalPodAutoscaler.class,
                            V2HorizontalPodAutoscaler::validateJsonElement));

    private StrictSchema() {}

    /**
     * Holds one document against the schema of its kind.
     *
     * @throws IllegalArgumentException naming the unknown kind or the field that does not fit
     * @throws com.google.gson.JsonParseException when a value has the wrong type
     */
    static void check(JsonObject document) {
        String name =
                document.get("apiVersion").getAsString() + " " + document.get("kind").getAsString();
        Kind kind = KINDS.get(name);
        if (kind == null) {
            throw new IllegalArgumentException(
                    "No schema for '%s', allowed: %s".formatted(name, KINDS.keySet()));
        }
        try {
            kind.validator().validate(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Object read = JSON.getGson().fromJson(document, kind.model());
        if (read == null) {
            throw new IllegalArgumentException("An empty document of kind " + name);
        }
    }

    static <T> T read(JsonObject document, Class<T> model) {
        check(document);
        return JSON.getGson().fromJson(document, model);
    }
}
