package com.evaratech.kubernetes;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Everything that is applied to one namespace, rendered.
 *
 * @param name of the environment or variant
 * @param objects of all its folders
 */
record Installation(String name, List<JsonObject> objects) {

    private static final String PRODUCTION = "overlays/production/";

    static List<Installation> all() {
        return List.of(
                environment("development"),
                environment("staging"),
                environment("production"),
                of(
                        "KEDA and Gateway API",
                        PRODUCTION + "foundation",
                        PRODUCTION + "migrations",
                        "variants/keda-and-gateway-api"),
                of(
                        "restored database",
                        "variants/restored/foundation",
                        "variants/restored/migrations",
                        PRODUCTION + "services"),
                of("Vault", "variants/vault", PRODUCTION + "migrations", PRODUCTION + "services"),
                of(
                        "Sealed Secrets",
                        "variants/sealed-secrets",
                        PRODUCTION + "migrations",
                        PRODUCTION + "services"));
    }

    /** PostgreSQL and Redis are outside of the cluster, and so are the secrets' objects. */
    static Installation managedDatabases() {
        String variant = "variants/managed-databases/";
        return of("managed databases", variant + "migrations", variant + "services");
    }

    /** Devices send by MQTT besides. */
    static Installation mqtt() {
        return of("MQTT", PRODUCTION + "foundation", PRODUCTION + "migrations", "variants/mqtt");
    }

    /** Production with nightly backups by scripts, of the PostgreSQL in the cluster. */
    static Installation backups() {
        return of(
                "backups by scripts", PRODUCTION + "foundation", PRODUCTION + "services", "backup");
    }

    /** What is in one folder of the tree alone. */
    static Installation folder(String folder) {
        return of(folder, folder);
    }

    /** Production in two regions: each of both, as it is begun and after the first was lost. */
    static List<Installation> twoRegions() {
        String variant = "variants/two-regions/";
        String standingBy = variant + "standing-by";
        return List.of(
                inRegion("first of two regions", variant + "region-a", PRODUCTION + "services"),
                inRegion("second of two regions", variant + "region-b", standingBy),
                inRegion("first region, come back", variant + "region-a-lost/region-a", standingBy),
                inRegion(
                        "second region, took over",
                        variant + "region-a-lost/region-b",
                        PRODUCTION + "services"));
    }

    /** The same services, waiting, where KEDA scales them. */
    static Installation standingByWithKeda() {
        return of("waiting, with KEDA", "variants/two-regions/standing-by-with-keda");
    }

    private static Installation inRegion(String name, String region, String services) {
        return of(name, region + "/foundation", PRODUCTION + "migrations", services);
    }

    static Installation environment(String name) {
        String folder = "overlays/" + name + "/";
        return of(name, folder + "foundation", folder + "migrations", folder + "services");
    }

    private static Installation of(String name, String... folders) {
        List<JsonObject> objects = new ArrayList<>();
        for (String folder : folders) {
            objects.addAll(Rendered.folder(folder));
        }
        return new Installation(name, objects);
    }

    List<JsonObject> ofKind(String... kinds) {
        return objects.stream().filter(it -> List.of(kinds).contains(Json.kind(it))).toList();
    }

    List<String> names(String kind) {
        return ofKind(kind).stream().map(Json::name).toList();
    }

    /** Objects with pods that Evara itself describes. */
    List<JsonObject> workloads() {
        return objects.stream().filter(Workload::isOne).toList();
    }

    List<Pod> pods() {
        return objects.stream().map(Pod::of).flatMap(List::stream).toList();
    }

    /** Secrets that will be there: written down, or made by an operator. */
    List<String> secrets() {
        return Stream.of("Secret", "ExternalSecret", "VaultStaticSecret", "SealedSecret")
                .map(this::names)
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public String toString() {
        return name;
    }
}
