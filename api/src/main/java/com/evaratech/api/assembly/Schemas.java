package com.evaratech.api.assembly;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

/** The schemas of the document, in the words of one version. */
final class Schemas {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Source source;
    private final Dialect dialect;
    private final Types types;
    private final Map<String, String> kinds = new LinkedHashMap<>();

    Schemas(Source source, Dialect dialect, Types types) {
        this.source = source;
        this.dialect = dialect;
        this.types = types;
        source.schemas()
                .values()
                .forEach(schema ->
                        schema.path("kinds")
                                .properties()
                                .forEach(it -> kinds.put(it.getValue().asText(), it.getKey())));
    }

    /** All of them, by name. */
    ObjectNode all() {
        ObjectNode all = JSON.objectNode();
        for (String name : new TreeSet<>(source.schemas().keySet())) {
            String only = source.schema(name).path("since").asText(dialect.code());
            if (only.compareTo(dialect.code()) <= 0) {
                all.set(name, schema(name));
            }
        }
        return all;
    }

    private ObjectNode schema(String name) {
        JsonNode told = source.schema(name);
        ObjectNode schema = JSON.objectNode();
        if (told.has("about")) {
            schema.put("description", Types.sentence(told.path("about").asText()));
        }
        if (told.has("choice")) {
            schema.put("type", "string").set("enum", told.path("choice").deepCopy());
        } else if (told.has("map")) {
            schema.put("type", "object")
                    .set("additionalProperties", types.of(told.path("map").asText()));
            schema.putArray("examples").add(told.path("eg"));
        } else if (told.has("one_of")) {
            ArrayNode any = schema.putArray("anyOf");
            told.path("one_of").forEach(type -> any.add(types.of(type.asText())));
        } else if (told.has("kinds")) {
            kinds(told.path("kinds"), schema);
        } else if (told.has("fields")) {
            object(name, told, schema);
        } else {
            throw new SourceMistake(name, "has no fields, choice, map, one_of or kinds");
        }
        return schema;
    }

    private void kinds(JsonNode kinds, ObjectNode schema) {
        ArrayNode one = schema.putArray("oneOf");
        ObjectNode discriminator = schema.putObject("discriminator").put("propertyName", "kind");
        ObjectNode mapping = discriminator.putObject("mapping");
        for (var kind : kinds.properties()) {
            ObjectNode reference = types.of(kind.getValue().asText());
            one.add(reference);
            mapping.set(kind.getKey(), reference.path("$ref"));
        }
    }

    private void object(String name, JsonNode told, ObjectNode schema) {
        schema.put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = JSON.arrayNode();
        if (kinds.containsKey(name)) {
            properties.putObject("kind").put("const", kinds.get(name));
            required.add("kind");
        }
        boolean isWish = told.path("wish").asBoolean();
        for (var field : fields(told).entrySet()) {
            String written = dialect.name(field.getKey());
            ObjectNode property = types.of(field.getValue());
            if (field.getValue().path("none").asBoolean()) {
                property.put(Examples.LEFT_OUT, true);
            }
            properties.set(written, property);
            if (!isWish && !field.getValue().path("optional").asBoolean()) {
                required.add(written);
            }
        }
        for (JsonNode needed : told.path("needs")) {
            String written = dialect.name(needed.asText());
            if (!properties.has(written)) {
                throw new SourceMistake(name, "needs a field that it has not: " + needed.asText());
            }
            required.add(written);
        }
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
    }

    private Map<String, JsonNode> fields(JsonNode told) {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        if (told.has("like")) {
            fields.putAll(fields(source.schema(told.path("like").asText())));
        }
        told.path("fields").properties().forEach(it -> fields.put(it.getKey(), it.getValue()));
        return fields;
    }
}
