package com.evaratech.kubernetes;

import com.google.gson.JsonObject;

/**
 * One of two regions: its installation, and what that says of itself and of the other.
 *
 * @param installation everything in that region
 */
record Region(Installation installation) {

    private static final String SERVER = "plugin.parameters.serverName";
    private static final String STORE = "plugin.parameters.barmanObjectName";

    JsonObject cluster() {
        return only("Cluster", "postgres");
    }

    JsonObject only(String kind, String name) {
        return installation.ofKind(kind).stream()
                .filter(it -> Json.name(it).equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no %s %s".formatted(kind, name)));
    }

    String topology(String field) {
        return Json.text(cluster(), "spec.replica." + field);
    }

    /** How this region knows one of both. */
    JsonObject known(String name) {
        return Json.list(cluster(), "spec.externalClusters").stream()
                .filter(it -> Json.text(it, "name").equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no external cluster " + name));
    }

    JsonObject plugin() {
        return Json.list(cluster(), "spec.plugins").getFirst();
    }

    /** Bucket, path and name under which a Cluster's WAL and backups lie. */
    String place(String store, String server) {
        return Json.text(only("ObjectStore", store), "spec.configuration.destinationPath")
                + "/"
                + server;
    }

    String ownPlace() {
        return place(
                Json.text(plugin(), "parameters.barmanObjectName"),
                Json.text(plugin(), "parameters.serverName"));
    }

    String knownPlace(String name) {
        JsonObject known = known(name);
        return place(Json.text(known, STORE), Json.text(known, SERVER));
    }

    @Override
    public String toString() {
        return installation.name();
    }
}
