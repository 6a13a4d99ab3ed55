package com.evaratech.api.assembly;

import com.evaratech.common.access.Role;
import com.evaratech.common.access.Route;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;

/** Operations: what the source says of them, and what follows from their row of the matrix. */
final class Operations {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Parameters parameters;
    private final Contents contents;
    private final Answers answers;

    Operations(Source source, Dialect dialect, Types types, Examples examples) {
        this.parameters = new Parameters(source, dialect, types);
        this.contents = new Contents(types, examples);
        this.answers = new Answers(source, dialect, types, contents);
    }

    /** The answers that operations refer to. */
    ObjectNode sharedAnswers() {
        return answers.shared();
    }

    ObjectNode write(String tag, Route route, JsonNode told) {
        ObjectNode operation = JSON.objectNode();
        operation.putArray("tags").add(tag);
        operation.put("operationId", told.path("id").asText());
        operation.put("summary", told.path("summary").asText());
        operation.put("description", description(route, told));
        ArrayNode given = parameters.of(route, told);
        if (!given.isEmpty()) {
            operation.set("parameters", given);
        }
        if (told.has("body") || told.has("body_also")) {
            operation.set("requestBody", body(told));
        }
        operation.set("responses", answers.of(route, told));
        operation.set("security", security(route, told));
        return operation;
    }

    private static String description(Route route, JsonNode told) {
        String about = told.has("about") ? told.path("about").asText() + "\n\n" : "";
        return about + "For: " + callers(route) + ".";
    }

    private static String callers(Route route) {
        return switch (route.callers()) {
            case ANYBODY -> "anybody";
            case CALLERS -> roles(route);
            case PEOPLE -> roles(route) + "; people, no programs";
            case SIGNED_IN -> "whoever signed in";
            case CLAIMANTS -> "whoever has a claim token";
            case DEVICES -> "devices";
            case CHANNELS -> "devices made for ThingSpeak";
        };
    }

    private static String roles(Route route) {
        return String.join(
                ", ",
                Arrays.stream(Role.values())
                        .filter(route.roles()::contains)
                        .map(Role::code)
                        .toList());
    }

    private ObjectNode body(JsonNode told) {
        ObjectNode body = JSON.objectNode();
        body.put("required", !told.path("body_optional").asBoolean());
        ObjectNode content = body.putObject("content");
        if (told.has("body")) {
            content.set("application/json", contents.json(told.path("body").asText()));
        }
        told.path("body_also")
                .properties()
                .forEach(it ->
                        content.set(it.getKey(), contents.of(it.getKey(), it.getValue().asText())));
        return body;
    }

    /** One of several ways, each of which may ask for several things at once. */
    private static ArrayNode security(Route route, JsonNode told) {
        List<List<String>> ways =
                told.path("session").asBoolean()
                        ? List.of(List.of("session", "same_site"))
                        : switch (route.callers()) {
                            case ANYBODY -> List.of();
                            case CALLERS -> List.of(List.of("bearer"), List.of("api_key"));
                            case PEOPLE, SIGNED_IN -> List.of(List.of("bearer"));
                            case CLAIMANTS -> List.of(List.of("claim_token"));
                            case DEVICES -> List.of(List.of("device_key"));
                            case CHANNELS -> List.of(List.of("channel_key"));
                        };
        ArrayNode security = JSON.arrayNode();
        for (List<String> way : ways) {
            ObjectNode together = security.addObject();
            way.forEach(together::putArray);
        }
        return security;
    }
}
