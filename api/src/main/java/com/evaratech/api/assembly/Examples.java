package com.evaratech.api.assembly;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Whole examples, put together from those of single fields. */
final class Examples {

    /** Marks a property that examples do without. */
    static final String LEFT_OUT = "x-evara-left-out";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String COMPONENTS = "#/components/schemas/";

    private final JsonNode schemas;
    private final Dialect dialect;

    /**
     * @param schemas the document's, by name
     */
    Examples(JsonNode schemas, Dialect dialect) {
        this.schemas = schemas;
        this.dialect = dialect;
    }

    JsonNode of(JsonNode schema) {
        if (schema.has("examples")) {
            return written(schema, schema.path("examples").path(0));
        }
        if (schema.has("$ref")) {
            return of(schemas.path(schema.path("$ref").asText().substring(COMPONENTS.length())));
        }
        for (String several : new String[] {"anyOf", "oneOf"}) {
            if (schema.has(several)) {
                return of(schema.path(several).path(0));
            }
        }
        if (schema.has("enum")) {
            return schema.path("enum").path(0);
        }
        if (schema.has("const")) {
            return schema.path("const");
        }
        return ofType(schema);
    }

    private JsonNode ofType(JsonNode schema) {
        JsonNode type = schema.path("type");
        return switch (type.isArray() ? type.path(0).asText() : type.asText()) {
            case "object" -> object(schema);
            case "array" -> JSON.arrayNode().add(of(schema.path("items")));
            case "boolean" -> JSON.booleanNode(true);
            case "integer" -> JSON.numberNode(3);
            case "number" -> JSON.numberNode(20.5);
            case "string" -> text(schema);
            default -> JSON.objectNode().put("key", "roof-tank-1");
        };
    }

    private JsonNode object(JsonNode schema) {
        ObjectNode whole = JSON.objectNode();
        for (var property : schema.path("properties").properties()) {
            if (!property.getValue().has(LEFT_OUT)) {
                whole.set(property.getKey(), of(property.getValue()));
            }
        }
        return whole;
    }

    private static JsonNode text(JsonNode schema) {
        return switch (schema.path("format").asText()) {
            case "uuid" -> JSON.textNode("3f1c9e7a-55c2-4f1b-87de-97a04e4ba6de");
            case "date-time" -> JSON.textNode("2026-03-01T06:30:00Z");
            default -> JSON.textNode(schema.has("pattern") ? "22:00" : "text");
        };
    }

    /** An example of the source in the version's words. */
    private JsonNode written(JsonNode schema, JsonNode example) {
        String mark = schema.path(Types.MARK).asText();
        return switch (mark) {
            case "path" -> JSON.textNode(dialect.path(example.asText()));
            case "names", "field" -> JSON.textNode(dialect.name(example.asText()));
            default -> example;
        };
    }

    /** Takes the marks off, that are for examples alone, and writes the others' as they say. */
    void clean(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove(LEFT_OUT);
            if (object.has(Types.MARK) && object.path("examples") instanceof ArrayNode examples) {
                examples.set(0, written(object, examples.path(0)));
            }
        }
        node.forEach(this::clean);
    }
}
