package com.evaratech.kubernetes;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An object that makes pods by a template.
 *
 * @param object of one of {@link #KINDS}
 */
record Workload(JsonObject object) {

    private static final Set<String> KINDS =
            Set.of("Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob");
    private static final Set<String> ENDING = Set.of("Job", "CronJob");

    static boolean isOne(JsonObject object) {
        return KINDS.contains(Json.kind(object));
    }

    static Workload of(JsonObject object) {
        if (!isOne(object)) {
            throw new IllegalArgumentException("makes no pods by a template: " + object);
        }
        return new Workload(object);
    }

    String name() {
        return Json.name(object);
    }

    /** Whether its pods end by themselves. */
    boolean ends() {
        return ENDING.contains(Json.kind(object));
    }

    JsonObject template() {
        return Json.object(
                object,
                Json.kind(object).equals("CronJob")
                        ? "spec.jobTemplate.spec.template"
                        : "spec.template");
    }

    /** The job's part of what ends by itself. */
    JsonObject job() {
        return Json.object(
                object, Json.kind(object).equals("CronJob") ? "spec.jobTemplate.spec" : "spec");
    }

    JsonObject pod() {
        return Json.object(template(), "spec");
    }

    /** Those that stay and those that go first. */
    List<JsonObject> containers() {
        return Stream.of("initContainers", "containers")
                .flatMap(it -> Json.list(pod(), it).stream())
                .toList();
    }

    @Override
    public String toString() {
        return Json.kind(object) + " " + name();
    }
}
