package com.evaratech.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The assembled documents. */
final class Documents {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonSchemaFactory SCHEMAS =
            JsonSchemaFactory.getInstance(VersionFlag.V202012);
    private static final SchemaValidatorsConfig STRICT =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

    private Documents() {}

    /** One operation. */
    record Operation(String route, JsonNode told) {}

    static String text(String name) {
        try (InputStream file = Documents.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new AssertionError(name + " was not assembled");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode of(String version) {
        try {
            return JSON.readTree(text("openapi-" + version + ".json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Operation> operations(JsonNode document) {
        List<Operation> operations = new ArrayList<>();
        for (var path : document.path("paths").properties()) {
            for (var method : path.getValue().properties()) {
                String route = method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey();
                operations.add(new Operation(route, method.getValue()));
            }
        }
        return operations;
    }

    /** A schema of the document that can be asked, what it refers to included. */
    static JsonSchema schema(JsonNode document, JsonNode schema) {
        ObjectNode whole = schema.deepCopy();
        whole.set("components", document.path("components"));
        return SCHEMAS.getSchema(whole, STRICT);
    }

    /** What a reference leads to; anything else as it is. */
    static JsonNode resolved(JsonNode document, JsonNode schema) {
        @Nullable String reference = schema.path("$ref").textValue();
        return reference == null ? schema : document.at(reference.substring(1));
    }
}
