package com.evaratech.kubernetes;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the policies of an installation allow. A connection needs both sides: a policy of the caller
 * that lets it out and one of the called that lets it in.
 */
record Connections(Installation installation) {

    /** All among its pods, as {@code caller -> called:port}. */
    Set<String> amongPods() {
        Set<String> arrows = new TreeSet<>();
        for (Pod from : installation.pods()) {
            for (Pod to : installation.pods()) {
                for (int port : to.ports()) {
                    if (mayLeave(from, to, port) && mayEnter(from, to, port)) {
                        arrows.add("%s -> %s:%d".formatted(name(from), name(to), port));
                    }
                }
            }
        }
        return arrows;
    }

    /** The database that was restored is reached as the one that it replaces. */
    private static String name(Pod pod) {
        return pod.owner().equals("postgres-restored") ? "postgres" : pod.owner();
    }

    /** The pods that a selector chooses. */
    List<Pod> selected(JsonObject selector) {
        return installation.pods().stream().filter(it -> it.isSelectedBy(selector)).toList();
    }

    /** Whether a peer is pods of this namespace. */
    static boolean isWithin(JsonObject peer) {
        return peer.has("podSelector") && !peer.has("namespaceSelector");
    }

    static Set<Integer> ports(JsonObject rule) {
        Set<Integer> ports = new TreeSet<>();
        Json.list(rule, "ports").forEach(it -> ports.add(Json.number(it, "port")));
        return ports;
    }

    private boolean mayLeave(Pod from, Pod to, int port) {
        return installation.ofKind("NetworkPolicy").stream()
                .filter(it -> from.isSelectedBy(Json.object(it, "spec.podSelector")))
                .flatMap(it -> Json.list(it, "spec.egress").stream())
                .anyMatch(rule -> allows(rule, "to", to, port));
    }

    private boolean mayEnter(Pod from, Pod to, int port) {
        return installation.ofKind("NetworkPolicy").stream()
                .filter(it -> to.isSelectedBy(Json.object(it, "spec.podSelector")))
                .flatMap(it -> Json.list(it, "spec.ingress").stream())
                .anyMatch(rule -> allows(rule, "from", from, port));
    }

    private static boolean allows(JsonObject rule, String side, Pod other, int port) {
        boolean anybody = !rule.has(side);
        return ports(rule).contains(port)
                && (anybody
                        || Json.list(rule, side).stream()
                                .filter(Connections::isWithin)
                                .anyMatch(it ->
                                        other.isSelectedBy(it.getAsJsonObject("podSelector"))));
    }
}
