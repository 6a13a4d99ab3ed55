package com.evaratech.telemetry.history;

import com.evaratech.common.directory.FieldMappings;
import com.evaratech.common.reading.normalise.FieldMapping;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What names and fields of a file mean, where they do not tell themselves.
 *
 * @param fields of a channel
 * @param nodes what the file calls a node, to its id
 * @param metrics what the file calls a metric, to its name in the catalogue; empty text passes what
 *     stands there over
 * @param zone of times that do not tell theirs
 */
record Meaning(
        List<FieldMapping> fields,
        Map<String, UUID> nodes,
        Map<String, String> metrics,
        ZoneId zone) {

    Meaning {
        fields = List.copyOf(fields);
        nodes = Map.copyOf(nodes);
        metrics = Map.copyOf(metrics);
    }

    /** The node of that name: by what was said, or by its id. */
    Optional<UUID> node(String name) {
        @Nullable UUID named = nodes.get(name);
        if (named != null) {
            return Optional.of(named);
        }
        try {
            return Optional.of(UUID.fromString(name));
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }

    /** The catalogue's name of a metric, as far as it is known; empty text for none of interest. */
    String metric(String name) {
        return metrics.getOrDefault(name, name);
    }

    String toJson() {
        var nodesJson = new JsonObject();
        nodes.forEach((name, id) -> nodesJson.put(name, id.toString()));
        var metricsJson = new JsonObject();
        metrics.forEach(metricsJson::put);
        return new JsonObject()
                .put("fields", FieldMappings.toJson(fields))
                .put("nodes", nodesJson)
                .put("metrics", metricsJson)
                .put("zone", zone.getId())
                .encode();
    }

    static Meaning fromJson(String text) {
        var json = new JsonObject(text);
        return new Meaning(
                FieldMappings.fromJson(json.getJsonArray("fields", new JsonArray())),
                texts(json.getJsonObject("nodes")).entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        Map.Entry::getKey,
                                        each -> UUID.fromString(each.getValue()))),
                texts(json.getJsonObject("metrics")),
                ZoneId.of(json.getString("zone", "UTC")));
    }

    private static Map<String, String> texts(@Nullable JsonObject json) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (json != null) {
            json.forEach(each -> texts.put(each.getKey(), String.valueOf(each.getValue())));
        }
        return texts;
    }
}
