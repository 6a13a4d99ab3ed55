package com.evaratech.api.assembly;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** Bodies with their examples. */
final class Contents {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** Lines of JSON are told by what a line is. */
    private static final Set<String> OF_SCHEMAS =
            Set.of("application/json", "application/x-ndjson");

    private final Types types;
    private final Examples examples;

    Contents(Types types, Examples examples) {
        this.types = types;
        this.examples = examples;
    }

    /** A body of a media type, by what the source says of it. */
    ObjectNode of(String media, String told) {
        return OF_SCHEMAS.contains(media) ? json(told) : text(told);
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

    /** Something else than JSON: {@code text}, {@code file}, or an example. */
    private ObjectNode text(String told) {
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
