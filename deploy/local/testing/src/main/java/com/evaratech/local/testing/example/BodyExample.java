package com.evaratech.local.testing.example;

import com.evaratech.common.access.Route;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A body that the document shows for an operation, as a caller would copy it.
 *
 * @param mediaType what it is sent as
 * @param body an object, or a text that holds what is no JSON
 * @param answers the statuses that the document tells for it
 */
public record BodyExample(Route route, String mediaType, JsonNode body, Set<Integer> answers) {

    /** The id that stands in all examples for something of the caller's. */
    public static final String SOME_ID = "3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de";

    private static final ObjectMapper JSON = new ObjectMapper();

    public BodyExample {
        body = body.deepCopy();
        answers = Set.copyOf(answers);
    }

    /** Whether the document tells this status, and it is one of success. */
    public boolean isPromised(int status) {
        return status < 300 && answers.contains(status);
    }

    /**
     * What is sent: the example with what only the caller can know in its place, ids, keys, and
     * names that there may be but once. All else is as it stands.
     *
     * @param own by field of JSON, at whatever depth; of other texts, by what stands there
     * @throws IllegalArgumentException when there is no such place, so that nothing is replaced
     *     that is not shown
     */
    public String with(Map<String, ?> own) {
        var unused = new TreeSet<>(own.keySet());
        String text;
        if (body.isTextual()) {
            text = body.asText();
            for (var each : own.entrySet()) {
                if (text.contains(each.getKey())) {
                    unused.remove(each.getKey());
                }
                text = text.replace(each.getKey(), each.getValue().toString());
            }
        } else {
            var filled = body.deepCopy();
            fill(filled, own, unused);
            text = filled.toString();
        }
        if (!unused.isEmpty()) {
            throw new IllegalArgumentException("%s shows no %s".formatted(this, unused));
        }
        return text;
    }

    private static void fill(JsonNode node, Map<String, ?> own, Set<String> unused) {
        if (node instanceof ObjectNode object) {
            own.forEach((field, value) -> {
                if (object.has(field)) {
                    object.set(field, JSON.valueToTree(value));
                    unused.remove(field);
                }
            });
        }
        node.forEach(each -> fill(each, own, unused));
    }

    @Override
    public String toString() {
        return "%s as %s".formatted(route, mediaType);
    }
}
