package com.evaratech.api.assembly;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * Schemas of the short words for types that the source uses: {@code uuid}, {@code [Node] or null},
 * {@code {text}} for a map, or the name of a schema.
 */
final class Types {

    /** Marks, in the document, text that the gateway maps from version to version. */
    static final String MARK = "x-evara-text";

    private static final String OR_NULL = " or null";
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Source source;

    Types(Source source) {
        this.source = source;
    }

    /** The schema of a type with a description and an example. */
    ObjectNode described(String type, @Nullable String about, @Nullable String example) {
        ObjectNode field = JSON.objectNode().put("is", type);
        if (about != null) {
            field.put("about", about);
        }
        if (example != null) {
            field.put("eg", example);
        }
        return of(field);
    }

    /** The schema of a field, parameter or header: a word, or an object that says more. */
    ObjectNode of(JsonNode field) {
        if (field.isTextual()) {
            return of(field.asText());
        }
        String word = field.path("is").asText();
        ObjectNode schema = word.startsWith("choice") ? choice(field, word) : of(word);
        if (field.has("about")) {
            schema.put("description", sentence(field.path("about").asText()));
        }
        if (field.has("eg")) {
            schema.putArray("examples").add(field.path("eg"));
        }
        return schema;
    }

    /** The schema of a type. */
    ObjectNode of(String type) {
        if (type.endsWith(OR_NULL)) {
            return orNull(of(type.substring(0, type.length() - OR_NULL.length())));
        }
        if (type.startsWith("[")) {
            ObjectNode list = typed("array");
            list.set("items", of(type.substring(1, type.length() - 1)));
            return list;
        }
        if (type.startsWith("{")) {
            ObjectNode map = typed("object");
            map.set("additionalProperties", of(type.substring(1, type.length() - 1)));
            return map;
        }
        return word(type);
    }

    private ObjectNode word(String type) {
        return switch (type) {
            case "text" -> typed("string");
            case "uuid" -> typed("string").put("format", "uuid");
            case "time" -> typed("string").put("format", "date-time");
            case "clock" -> typed("string").put("pattern", "^[0-2][0-9]:[0-5][0-9]$");
            case "path" -> typed("string").put("format", "uri-reference").put(MARK, "path");
            case "names" -> typed("string").put(MARK, "names");
            case "field_path" -> typed("string").put(MARK, "field");
            case "file" -> typed("string").put("format", "binary");
            case "integer", "number", "boolean" -> typed(type);
            case "value" -> {
                ObjectNode schema = JSON.objectNode();
                schema.putArray("type").add("number").add("string");
                yield schema;
            }
            // Whatever somebody wrote: no name in it is ours.
            case "document" -> JSON.objectNode();
            default -> {
                var _ = source.schema(type);
                yield JSON.objectNode().put("$ref", "#/components/schemas/" + type);
            }
        };
    }

    private static ObjectNode choice(JsonNode field, String word) {
        ObjectNode schema = typed("string");
        schema.set("enum", field.path("of").deepCopy());
        return word.endsWith(OR_NULL) ? orNull(schema) : schema;
    }

    private static ObjectNode orNull(ObjectNode schema) {
        if (schema.isEmpty()) {
            return schema;
        }
        if (schema.path("type").isTextual()) {
            String type = schema.path("type").asText();
            schema.putArray("type").add(type).add("null");
            if (schema.path("enum") instanceof ArrayNode values) {
                values.addNull();
            }
            return schema;
        }
        ObjectNode either = JSON.objectNode();
        either.putArray("anyOf").add(schema).add(typed("null"));
        return either;
    }

    private static ObjectNode typed(String type) {
        return JSON.objectNode().put("type", type);
    }

    /** The source writes what stands behind a name; a reader of the document sees a sentence. */
    static String sentence(String text) {
        String begun = Character.toUpperCase(text.charAt(0)) + text.substring(1);
        return begun.endsWith(".") || begun.endsWith("`") ? begun : begun + ".";
    }
}
