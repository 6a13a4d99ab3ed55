package com.evaratech.api.assembly;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Bodies with their examples. */
final class Contents {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Types types;
    private final Examples examples;

    Contents(Types types, Examples examples) {
        this.types = types;
        this.examples = examples;
    }

    /** JSON of a type. */
    ObjectNode json(String type) {
        return json(types.of(type));
    }

    /** JSON of a schema. */
    ObjectNode json(ObjectNode schema) {
        ObjectNode content = JSON.objectNode();
        content.set("schema", schema);
        if (!schema.isEmpty()) {
            content.set("example", examples.of(schema));
        }
        return content;
    }

    /**
     * Something else than JSON: {@code text}, {@code file}, a schema of each line, or an example.
     */
    ObjectNode text(String told) {
        ObjectNode content = JSON.objectNode();
        if (told.equals("text") || told.equals("file")) {
            content.set("schema", types.of(told));
        } else {
            content.set("schema", types.of("text"));
            content.put("example", told);
        }
        return content;
    }
}
