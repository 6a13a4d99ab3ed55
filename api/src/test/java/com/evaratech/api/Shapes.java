package com.evaratech.api;

import com.evaratech.api.Documents.Operation;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;

/**
 * What callers rely on, one fact a line: {@code <} is a field of an answer with its type, {@code >}
 * a field that may be sent, {@code !} one that must be, {@code ?} a parameter.
 */
final class Shapes {

    private final JsonNode document;
    private final Set<String> lines = new TreeSet<>();

    private Shapes(JsonNode document) {
        this.document = document;
    }

    static Set<String> of(JsonNode document) {
        Shapes shapes = new Shapes(document);
        Documents.operations(document).forEach(shapes::add);
        return shapes.lines;
    }

    private void add(Operation operation) {
        JsonNode told = operation.told();
        for (JsonNode parameter : told.path("parameters")) {
            boolean isNeeded = parameter.path("required").asBoolean();
            lines.add(
                    "%s %s %s %s"
                            .formatted(
                                    operation.route(),
                                    isNeeded ? "?!" : "?",
                                    parameter.path("in").asText(),
                                    parameter.path("name").asText()));
        }
        told.path("requestBody")
                .path("content")
                .properties()
                .forEach(it ->
                        walk(operation.route() + " >", "", it.getValue().path("schema"), true));
        for (var answer : told.path("responses").properties()) {
            if (answer.getKey().startsWith("2")) {
                String prefix = operation.route() + " < " + answer.getKey();
                lines.add(prefix);
                answer.getValue()
                        .path("content")
                        .properties()
                        .forEach(it -> walk(prefix, "", it.getValue().path("schema"), false));
            }
        }
    }

    private void walk(String prefix, String way, JsonNode schema, boolean isSent) {
        JsonNode whole = Documents.resolved(document, schema);
        JsonNode type = whole.path("type");
        if (!way.isEmpty()) {
            lines.add(prefix + " " + way + " " + (type.isMissingNode() ? "any" : type));
        }
        for (JsonNode value : whole.path("enum")) {
            lines.add(prefix + " " + way + " = " + value.asText());
        }
        for (JsonNode needed : whole.path("required")) {
            if (isSent) {
                lines.add(prefix + " " + way + " ! " + needed.asText());
            }
        }
        for (var property : whole.path("properties").properties()) {
            walk(prefix, way + "." + property.getKey(), property.getValue(), isSent);
        }
        if (whole.has("items")) {
            walk(prefix, way + "[]", whole.path("items"), isSent);
        }
        for (String several : new String[] {"anyOf", "oneOf"}) {
            whole.path(several).forEach(it -> walk(prefix, way, it, isSent));
        }
    }
}
