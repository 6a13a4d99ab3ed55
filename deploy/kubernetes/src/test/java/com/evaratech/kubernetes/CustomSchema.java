package com.evaratech.kubernetes;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The schemas of custom resources, of which no library of ours knows the types. They are written
 * from their operators' documentation, hold the fields that Evara uses, and refuse all others:
 * whoever uses another field writes it down first.
 *
 * <p>A node of a schema is one of: a map with the key {@code fields} (an object; {@code required}
 * names those that must be there); {@code list} (what each element is); {@code map} (what each
 * value is); or {@code text}, {@code number}, {@code truth}, {@code any}, {@code one of: [...]},
 * {@code like: pattern}.
 */
final class CustomSchema {

    private static final Path FOLDER = Path.of("src", "test", "resources", "schemas");
    private static final Map<String, JsonObject> SCHEMAS = new TreeMap<>();

    static {
        for (String file : Set.of("operators.yml", "secrets.yml", "postgres.yml", "gateway.yml")) {
            for (JsonObject schema : Yaml.readAll(FOLDER.resolve(file))) {
                SCHEMAS.put(schema.get("for").getAsString(), schema.getAsJsonObject("spec"));
            }
        }
    }

    private final String name;
    private final JsonObject spec;

    private CustomSchema(String name, JsonObject spec) {
        this.name = name;
        this.spec = spec;
    }

    /**
     * The schema of a kind.
     *
     * @param name {@code group/version Kind}
     * @param builtIn the kinds that are known elsewhere, for the message
     * @throws IllegalArgumentException when there is none
     */
    static CustomSchema of(String name, Set<String> builtIn) {
        JsonObject spec = SCHEMAS.get(name);
        if (spec == null) {
            throw new IllegalArgumentException(
                    "No schema for '%s', allowed: %s and %s"
                            .formatted(name, builtIn, SCHEMAS.keySet()));
        }
        return new CustomSchema(name, spec);
    }

    /**
     * Holds a document against the schema.
     *
     * @throws IllegalArgumentException naming the path that does not fit
     */
    void check(JsonObject document) {
        for (String field : document.keySet()) {
            if (!Set.of("apiVersion", "kind", "metadata", "spec").contains(field)) {
                throw wrong(field, "is no field");
            }
        }
        JsonObject metadata = document.getAsJsonObject("metadata");
        for (String field : metadata.keySet()) {
            if (!Set.of("name", "namespace", "labels", "annotations").contains(field)) {
                throw wrong("metadata." + field, "is no field");
            }
        }
        JsonObject root = new JsonObject();
        root.add("fields", spec.get("fields"));
        root.add("required", spec.get("required"));
        check("spec", document.get("spec"), root);
    }

    private void check(String path, JsonElement value, JsonElement schema) {
        if (schema.isJsonPrimitive()) {
            checkPrimitive(path, value, schema.getAsString());
            return;
        }
        JsonObject node = schema.getAsJsonObject();
        if (node.has("fields")) {
            checkFields(path, value, node);
        } else if (node.has("list")) {
            require(path, value.isJsonArray(), "must be a list");
            for (int i = 0; i < value.getAsJsonArray().size(); i++) {
                check(path + "[" + i + "]", value.getAsJsonArray().get(i), node.get("list"));
            }
        } else if (node.has("map")) {
            require(path, value.isJsonObject(), "must be a map");
            value.getAsJsonObject()
                    .asMap()
                    .forEach((key, it) -> check(path + "." + key, it, node.get("map")));
        } else if (node.has("one of")) {
            JsonArray allowed = node.getAsJsonArray("one of");
            require(path, allowed.contains(value), "must be one of " + allowed);
        } else {
            String pattern = node.get("like").getAsString();
            checkPrimitive(path, value, "text");
            require(path, Pattern.matches(pattern, value.getAsString()), "must be like " + pattern);
        }
    }

    private void checkFields(String path, JsonElement value, JsonObject node) {
        require(path, value != null && value.isJsonObject(), "must be an object");
        JsonObject fields = node.getAsJsonObject("fields");
        JsonObject object = value.getAsJsonObject();
        for (String field : object.keySet()) {
            require(path + "." + field, fields.has(field), "is no field");
            check(path + "." + field, object.get(field), fields.get(field));
        }
        if (node.has("required") && node.get("required").isJsonArray()) {
            for (JsonElement field : node.getAsJsonArray("required")) {
                require(
                        path + "." + field.getAsString(),
                        object.has(field.getAsString()),
                        "is missing");
            }
        }
    }

    private void checkPrimitive(String path, JsonElement value, String type) {
        if (type.equals("any")) {
            return;
        }
        require(path, value.isJsonPrimitive(), "must be " + type);
        JsonPrimitive primitive = value.getAsJsonPrimitive();
        boolean fits =
                switch (type) {
                    case "text" -> primitive.isString();
                    case "number" -> primitive.isNumber();
                    case "truth" -> primitive.isBoolean();
                    default -> throw new IllegalStateException("schema of " + name + ": " + type);
                };
        require(path, fits, "must be " + type);
    }

    private void require(String path, boolean fits, String rule) {
        if (!fits) {
            throw wrong(path, rule);
        }
    }

    private IllegalArgumentException wrong(String path, String rule) {
        return new IllegalArgumentException("%s: %s %s".formatted(name, path, rule));
    }
}
