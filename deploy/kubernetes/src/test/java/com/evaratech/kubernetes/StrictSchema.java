package com.evaratech.kubernetes;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1ClusterRole;
import io.kubernetes.client.openapi.models.V1ClusterRoleBinding;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1CronJob;
import io.kubernetes.client.openapi.models.V1DaemonSet;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Ingress;
import io.kubernetes.client.openapi.models.V1Job;
import io.kubernetes.client.openapi.models.V1Namespace;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Secret;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * The Kubernetes API's own schema for the kinds that Evara uses, and {@link CustomSchema} for those
 * of operators. Unlike the command-line tools that work without a cluster, it refuses a field that
 * the kind does not have.
 */
final class StrictSchema {

    @FunctionalInterface
    private interface Validator {
        void validate(JsonElement document) throws IOException;
    }

    private record Kind(Class<?> model, Validator validator) {}

    private static final Map<String, Kind> KINDS =
            Map.ofEntries(
                    Map.entry(
                            "v1 Namespace",
                            new Kind(V1Namespace.class, V1Namespace::validateJsonElement)),
                    Map.entry(
                            "v1 ConfigMap",
                            new Kind(V1ConfigMap.class, V1ConfigMap::validateJsonElement)),
                    Map.entry("v1 Secret", new Kind(V1Secret.class, V1Secret::validateJsonElement)),
                    Map.entry(
                            "v1 Service",
                            new Kind(V1Service.class, V1Service::validateJsonElement)),
                    Map.entry(
                            "v1 ServiceAccount",
                            new Kind(
                                    V1ServiceAccount.class, V1ServiceAccount::validateJsonElement)),
                    Map.entry(
                            "apps/v1 Deployment",
                            new Kind(V1Deployment.class, V1Deployment::validateJsonElement)),
                    Map.entry(
                            "apps/v1 StatefulSet",
                            new Kind(V1StatefulSet.class, V1StatefulSet::validateJsonElement)),
                    Map.entry(
                            "apps/v1 DaemonSet",
                            new Kind(V1DaemonSet.class, V1DaemonSet::validateJsonElement)),
                    Map.entry(
                            "rbac.authorization.k8s.io/v1 ClusterRole",
                            new Kind(V1ClusterRole.class, V1ClusterRole::validateJsonElement)),
                    Map.entry(
                            "rbac.authorization.k8s.io/v1 ClusterRoleBinding",
                            new Kind(
                                    V1ClusterRoleBinding.class,
                                    V1ClusterRoleBinding::validateJsonElement)),
                    Map.entry(
                            "batch/v1 CronJob",
                            new Kind(V1CronJob.class, V1CronJob::validateJsonElement)),
                    Map.entry("batch/v1 Job", new Kind(V1Job.class, V1Job::validateJsonElement)),
                    Map.entry(
                            "autoscaling/v2 HorizontalPodAutoscaler",
                            new Kind(
                                    V2HorizontalPodAutoscaler.class,
                                    V2HorizontalPodAutoscaler::validateJsonElement)),
                    Map.entry(
                            "policy/v1 PodDisruptionBudget",
                            new Kind(
                                    V1PodDisruptionBudget.class,
                                    V1PodDisruptionBudget::validateJsonElement)),
                    Map.entry(
                            "networking.k8s.io/v1 NetworkPolicy",
                            new Kind(V1NetworkPolicy.class, V1NetworkPolicy::validateJsonElement)),
                    Map.entry(
                            "networking.k8s.io/v1 Ingress",
                            new Kind(V1Ingress.class, V1Ingress::validateJsonElement)));

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
            CustomSchema.of(name, KINDS.keySet()).check(document);
            return;
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
