package com.evaratech.api.assembly;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the gateway has to know of the bodies to map them: everything else is a field whose name is
 * written another way. A line is a route, {@code >} for what is sent or {@code <} for what is
 * answered, the way to a place, arrays passed over, and what is there: {@code data} is left as it
 * is, {@code path} is a path of the API, {@code names} are names of fields, {@code page} tells how
 * a list goes on. With {@code ?} it is a parameter of the query, and all of them are told.
 */
final class NameLines {

    private static final String COMPONENTS = "#/components/schemas/";
    private static final Set<String> MAPPED = Set.of("application/json", "application/x-ndjson");

    private final JsonNode document;

    NameLines(JsonNode document) {
        this.document = document;
    }

    /** The lines, sorted. */
    List<String> lines() {
        Set<String> lines = new TreeSet<>();
        for (var path : document.path("paths").properties()) {
            if (path.getKey().startsWith("/api/v1/")) {
                for (var method : path.getValue().properties()) {
                    String route = method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey();
                    add(lines, route, method.getValue());
                }
            }
        }
        return new ArrayList<>(lines);
    }

    private void add(Set<String> lines, String route, JsonNode operation) {
        contents(operation.path("requestBody"))
                .forEach(it -> walk(lines, route + " >", "", it, false));
        operation
                .path("responses")
                .forEach(response ->
                        contents(response).forEach(it -> walk(lines, route + " <", "", it, true)));
        for (JsonNode parameter : operation.path("parameters")) {
            if (parameter.path("in").asText().equals("query")) {
                String mark = parameter.path("schema").path(Types.MARK).asText("plain");
                lines.add("%s ? %s %s".formatted(route, parameter.path("name").asText(), mark));
            }
        }
    }

    private static List<JsonNode> contents(JsonNode body) {
        List<JsonNode> schemas = new ArrayList<>();
        body.path("content")
                .properties()
                .forEach(it -> {
                    if (MAPPED.contains(it.getKey())) {
                        schemas.add(it.getValue().path("schema"));
                    }
                });
        return schemas;
    }

    private void walk(
            Set<String> lines, String prefix, String way, JsonNode schema, boolean isWhole) {
        String here = way.isEmpty() ? "." : way;
        if (schema.has("$ref")) {
            walk(lines, prefix, way, resolved(schema), isWhole);
            return;
        }
        if (schema.has("additionalProperties") || isAnything(schema)) {
            lines.add("%s %s data".formatted(prefix, here));
            return;
        }
        if (schema.has(Types.MARK)) {
            lines.add("%s %s %s".formatted(prefix, here, schema.path(Types.MARK).asText()));
        }
        JsonNode properties = schema.path("properties");
        if (isWhole && properties.has("items") && properties.has("next")) {
            lines.add("%s next page".formatted(prefix));
        }
        properties
                .properties()
                .forEach(it ->
                        walk(
                                lines,
                                prefix,
                                way.isEmpty() ? it.getKey() : way + "." + it.getKey(),
                                it.getValue(),
                                false));
        if (schema.has("items")) {
            walk(lines, prefix, way, schema.path("items"), false);
        }
        for (String several : new String[] {"anyOf", "oneOf"}) {
            schema.path(several).forEach(it -> walk(lines, prefix, way, it, false));
        }
    }

    private static boolean isAnything(JsonNode schema) {
        return !schema.has("type")
                && !schema.has("anyOf")
                && !schema.has("oneOf")
                && !schema.has("const")
                && !schema.has("enum");
    }

    private JsonNode resolved(JsonNode reference) {
        return document.path("components")
                .path("schemas")
                .path(reference.path("$ref").asText().substring(COMPONENTS.length()));
    }
}
