package com.evaratech.local.launcher.live;

import com.evaratech.local.launcher.home.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What somebody wants to see.
 *
 * @param nodes ids of the nodes; empty for those of the communities, or for all
 * @param communities ids of the communities; never together with nodes
 * @param kinds of messages, {@code reading} and {@code alert}
 */
public record Topics(List<String> nodes, List<String> communities, Set<String> kinds) {

    /** How topics are written, for who got one wrong. */
    public static final String FORMS = "readings, alerts, node:UUID and community:UUID";

    private static final Pattern ID =
            Pattern.compile(
                    "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
    private static final int MOST_IDS = 1_000;

    public Topics {
        nodes = List.copyOf(nodes);
        communities = List.copyOf(communities);
        kinds = Set.copyOf(kinds);
    }

    /**
     * Reads topics; none at all mean everything.
     *
     * @throws IllegalArgumentException when one is not of the forms, or they do not go together
     */
    public static Topics parse(List<String> words) {
        List<String> nodes = new ArrayList<>();
        List<String> communities = new ArrayList<>();
        List<String> kinds = new ArrayList<>();
        for (String word : words) {
            if (word.equals("readings") || word.equals("alerts")) {
                kinds.add(word.substring(0, word.length() - 1));
            } else if (word.startsWith("node:")) {
                nodes.add(id(word, "node:"));
            } else if (word.startsWith("community:")) {
                communities.add(id(word, "community:"));
            } else {
                throw refused(word);
            }
        }
        if (!nodes.isEmpty() && !communities.isEmpty()) {
            throw new IllegalArgumentException(
                    "nodes and communities cannot be watched together; watch one or the other");
        }
        if (Math.max(nodes.size(), communities.size()) > MOST_IDS) {
            throw new IllegalArgumentException("at most 1000 nodes or communities can be watched");
        }
        return new Topics(
                nodes,
                communities,
                kinds.isEmpty() ? Set.of("reading", "alert") : Set.copyOf(kinds));
    }

    private static String id(String word, String prefix) {
        String id = word.substring(prefix.length());
        if (!ID.matcher(id).matches()) {
            throw refused(word);
        }
        return id;
    }

    private static IllegalArgumentException refused(String word) {
        return new IllegalArgumentException(
                "\"%s\" is no topic; topics are %s".formatted(word, FORMS));
    }

    /** The message that asks the gateway for it. */
    String subscription() {
        Object wanted = "all";
        if (!nodes.isEmpty()) {
            wanted = Map.of("nodes", nodes);
        } else if (!communities.isEmpty()) {
            wanted = Map.of("communities", communities);
        }
        try {
            return Json.mapper().writeValueAsString(Map.of("subscribe", wanted));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts are JSON", e);
        }
    }
}
