package com.evaratech.kubernetes;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The pods that an object of an installation makes, itself or through its operator.
 *
 * @param owner the object's name
 * @param labels what policies and Services select by
 * @param ports that something listens on
 */
record Pod(String owner, Map<String, String> labels, Set<Integer> ports) {

    private static final Set<Integer> POSTGRES = Set.of(5432, 8000, 9187);
    private static final Set<Integer> PGBOUNCER = Set.of(5432, 9127);

    /** The pods of an object, or none when it makes none. */
    static List<Pod> of(JsonObject object) {
        String name = Json.name(object);
        return switch (Json.kind(object)) {
            case "Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob" -> {
                JsonObject template = Workload.of(object).template();
                yield List.of(new Pod(name, Json.map(template, "metadata.labels"), ports(object)));
            }
            // As CloudNativePG labels them.
            case "Cluster" ->
                    List.of(
                            new Pod(
                                    name,
                                    Map.of("cnpg.io/cluster", name, "cnpg.io/podRole", "instance"),
                                    POSTGRES));
            case "Pooler" ->
                    List.of(
                            new Pod(
                                    name,
                                    Map.of(
                                            "cnpg.io/cluster",
                                            Json.text(object, "spec.cluster.name"),
                                            "cnpg.io/podRole",
                                            "pooler",
                                            "cnpg.io/poolerName",
                                            name),
                                    PGBOUNCER));
            default -> List.of();
        };
    }

    private static Set<Integer> ports(JsonObject object) {
        Set<Integer> ports = new TreeSet<>();
        for (JsonObject container : Workload.of(object).containers()) {
            Json.list(container, "ports")
                    .forEach(port -> ports.add(Json.number(port, "containerPort")));
        }
        return ports;
    }

    /** Whether a label selector, given as the object that holds it, chooses this pod. */
    boolean isSelectedBy(JsonObject selector) {
        return labels.entrySet().containsAll(Json.map(selector, "matchLabels").entrySet())
                && Json.list(selector, "matchExpressions").stream().allMatch(this::fits);
    }

    private boolean fits(JsonObject expression) {
        String key = Json.text(expression, "key");
        return switch (Json.text(expression, "operator")) {
            case "In" -> Json.texts(expression, "values").contains(labels.getOrDefault(key, ""));
            case "DoesNotExist" -> !labels.containsKey(key);
            default -> throw new AssertionError("only In and DoesNotExist are used: " + expression);
        };
    }
}
