package com.evaratech.local.testing.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The API's document, as something that answers are held to. An answer must have a status that the
 * operation knows, a body of the schema that stands there, and no field that the document does not
 * tell: callers would not know of it, and it could go again unseen.
 */
public final class Contract {

    private static final String DOCUMENT = "/com/evaratech/api/openapi-v1.json";
    private static final String SCHEMAS_AT = "/components/schemas/";

    /** Answers that the gateway composes: what the service has of them is another schema. */
    private static final Map<String, String> OWN_PARTS = Map.of("GET /api/v1/nodes/{id}", "Node");

    private static final String PROBLEM = "application/problem+json";
    private static final String LINES = "application/x-ndjson";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonSchemaFactory SCHEMAS =
            JsonSchemaFactory.getInstance(VersionFlag.V202012);
    private static final SchemaValidatorsConfig STRICT =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

    private final JsonNode document;
    private final Map<String, JsonSchema> schemas = new HashMap<>();

    private Contract(JsonNode document) {
        this.document = document;
    }

    /** The contract of version 1, which services speak. */
    public static Contract load() {
        try (InputStream file = Contract.class.getResourceAsStream(DOCUMENT)) {
            if (file == null) {
                throw new IllegalStateException(DOCUMENT + " is not packaged");
            }
            return of(JSON.readTree(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The contract of a document. */
    static Contract of(JsonNode document) {
        close(document);
        return new Contract(document);
    }

    /** No field that is not told. */
    private static void close(JsonNode schema) {
        if (schema instanceof ObjectNode object
                && object.path("properties").isObject()
                && !object.has("additionalProperties")
                && object.path("type").asText().equals("object")) {
            object.put("additionalProperties", false);
        }
        schema.forEach(Contract::close);
    }

    /**
     * What is wrong with an answer; nothing when it is as the document says.
     *
     * @param route such as {@code GET /api/v1/nodes/{id}}
     * @param contentType media type without parameters; empty for none
     * @param body as text; looked at when it is JSON, or lines of it
     */
    public List<String> mistakes(String route, int status, String contentType, String body) {
        String[] words = route.split(" ", 2);
        JsonNode answers =
                document.path("paths")
                        .path(words[1])
                        .path(words[0].toLowerCase(Locale.ROOT))
                        .path("responses");
        if (answers.isMissingNode()) {
            return List.of("the document has no operation");
        }
        String told = answers.has(Integer.toString(status)) ? Integer.toString(status) : "default";
        if (told.equals("default") && status < 400) {
            return List.of("the document has no answer " + status);
        }
        if (contentType.isEmpty() || (status >= 400 && !isJson(contentType))) {
            return List.of();
        }
        if (status >= 400 && contentType.equals(PROBLEM)) {
            return violations(document.at(SCHEMAS_AT + "Problem"), "Problem", body);
        }
        JsonNode content = answers.path(told).path("content").path(contentType);
        return content.isMissingNode() && !body.isEmpty()
                ? List.of("the document has no %s of %d".formatted(contentType, status))
                : ofContent(content, contentType, route, body);
    }

    private List<String> ofContent(
            JsonNode content, String contentType, String route, String body) {
        if (content.has("schema") && contentType.equals(LINES)) {
            JsonNode line = content.path("schema");
            return body.lines()
                    .flatMap(each -> violations(line, line.toString(), each).stream())
                    .toList();
        }
        if (!content.has("schema") || !isJson(contentType)) {
            return List.of();
        }
        String part = OWN_PARTS.get(route);
        return part == null
                ? violations(content.path("schema"), content.path("schema").toString(), body)
                : violations(document.at(SCHEMAS_AT + part), part, body);
    }

    private static boolean isJson(String contentType) {
        return contentType.equals("application/json") || contentType.equals(PROBLEM);
    }

    private List<String> violations(JsonNode schema, String name, String body) {
        JsonSchema strict =
                schemas.computeIfAbsent(
                        name,
                        unseen -> {
                            ObjectNode whole = schema.deepCopy();
                            whole.set("components", document.path("components"));
                            return SCHEMAS.getSchema(whole, STRICT);
                        });
        try {
            return strict.validate(JSON.readTree(body)).stream()
                    .map(ValidationMessage::getMessage)
                    .toList();
        } catch (JsonProcessingException e) {
            return List.of("the body is no JSON: " + e.getOriginalMessage());
        }
    }
}
