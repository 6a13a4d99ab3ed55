package com.evaratech.api.assembly;

import com.evaratech.common.access.Route;
import com.evaratech.common.access.Route.Callers;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What an operation answers, well and ill. */
final class Answers {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String RESPONSES = "#/components/responses/";
    private static final String PROBLEM = "application/problem+json";
    private static final Map<String, String> MEANINGS =
            Map.ofEntries(
                    Map.entry("101", "The connection is a WebSocket from here on."),
                    Map.entry("200", "What was asked for."),
                    Map.entry("201", "It was made."),
                    Map.entry("202", "It will be done."),
                    Map.entry("204", "It was done."),
                    Map.entry("400", "The request cannot be understood or accepted."),
                    Map.entry("401", "The request shows nothing that opens this route."),
                    Map.entry("403", "The caller may not do this."),
                    Map.entry("404", "There is no such thing in the caller's scope."),
                    Map.entry("405", "It is not done by this method."),
                    Map.entry("406", "It is not answered in a form that the caller reads."),
                    Map.entry("409", "It cannot be done as things are."),
                    Map.entry("412", "It has been changed since."),
                    Map.entry("413", "The body is too large."),
                    Map.entry("415", "The body is of a type that is not taken."),
                    Map.entry("422", "Nothing of it was accepted."),
                    Map.entry("428", "`If-Match` is missing."),
                    Map.entry("429", "Too much was asked."),
                    Map.entry("502", "Another system did not answer as it should."),
                    Map.entry("503", "It cannot be done at the moment."),
                    Map.entry("default", "Something else went wrong."));

    private final Source source;
    private final Dialect dialect;
    private final Types types;
    private final Contents contents;

    Answers(Source source, Dialect dialect, Types types, Contents contents) {
        this.source = source;
        this.dialect = dialect;
        this.types = types;
        this.contents = contents;
    }

    ObjectNode of(Route route, JsonNode told) {
        Map<String, ObjectNode> all = new TreeMap<>();
        if (told.has("page")) {
            all.put("200", answer("200", contents.json(page(told))));
        }
        told.path("answers")
                .properties()
                .forEach(it -> all.put(it.getKey(), answer(it.getKey(), it.getValue())));
        all.forEach((status, answer) -> addHeaders(told, status, answer));
        if (route.callers() != Callers.CHANNELS) {
            addProblems(all, route, told);
        }
        ObjectNode answers = JSON.objectNode();
        all.forEach(answers::set);
        return answers;
    }

    private ObjectNode answer(String status, JsonNode told) {
        ObjectNode answer = JSON.objectNode();
        answer.put("description", meaning(status));
        if (told.isTextual()) {
            if (!told.asText().equals("nothing")) {
                answer.putObject("content").set("application/json", contents.json(told.asText()));
            }
        } else if (told.has("schema")) {
            answer.putObject("content").set("application/json", told);
        } else {
            ObjectNode content = answer.putObject("content");
            told.properties()
                    .forEach(it ->
                            content.set(
                                    it.getKey(), contents.of(it.getKey(), it.getValue().asText())));
        }
        return answer;
    }

    private ObjectNode page(JsonNode told) {
        ObjectNode page = JSON.objectNode().put("type", "object");
        ObjectNode properties = page.putObject("properties");
        properties.set("items", types.of("[" + told.path("page").asText() + "]"));
        dialect.addNext(properties, types);
        ArrayNode required = page.putArray("required").add("items").add(dialect.nextName());
        if (told.path("merged").asBoolean()) {
            properties.set(
                    "unavailable",
                    types.described(
                            "[MissingPart]",
                            "services whose rows are missing; they follow once they are back",
                            null));
            required.add("unavailable");
        }
        return page;
    }

    private void addHeaders(JsonNode told, String status, ObjectNode answer) {
        if (status.startsWith("2")) {
            for (JsonNode name : told.path("headers")) {
                ObjectNode header = types.of(source.common().path("headers").path(name.asText()));
                ObjectNode shown = answer.withObject("/headers").putObject(name.asText());
                @Nullable JsonNode about = header.remove("description");
                if (about != null) {
                    shown.set("description", about);
                }
                shown.set("schema", header);
            }
        }
    }

    private void addProblems(Map<String, ObjectNode> all, Route route, JsonNode told) {
        for (var refused : told.path("refused").properties()) {
            StringBuilder codes = new StringBuilder(meaning(refused.getKey())).append(" Codes:");
            refused.getValue()
                    .forEach(code -> codes.append(" `").append(code.asText()).append('`'));
            all.putIfAbsent(refused.getKey(), problem(codes.append('.').toString()));
        }
        add(all, "400");
        if (!route.isPublic()) {
            add(all, "401");
            add(all, "429");
            add(all, "503");
        }
        if (route.callers() == Callers.CALLERS || route.callers() == Callers.PEOPLE) {
            add(all, "403");
        }
        if (route.template().contains("{")) {
            add(all, "404");
        }
        if (told.has("if_match")) {
            add(all, "412");
            if (!told.path("if_match").asText().equals("optional")) {
                add(all, "428");
            }
        }
        if (told.path("idempotent").asBoolean()) {
            add(all, "422");
        }
        add(all, "default");
    }

    private static void add(Map<String, ObjectNode> all, String status) {
        all.putIfAbsent(status, JSON.objectNode().put("$ref", RESPONSES + Problems.name(status)));
    }

    /** The problems that many operations answer, by their names. */
    ObjectNode shared() {
        ObjectNode shared = JSON.objectNode();
        Problems.NAMES.forEach((status, name) -> shared.set(name, problem(meaning(status))));
        return shared;
    }

    private ObjectNode problem(String description) {
        ObjectNode answer = JSON.objectNode();
        answer.put("description", description);
        answer.putObject("content").putObject(PROBLEM).set("schema", types.of("Problem"));
        return answer;
    }

    private static String meaning(String status) {
        String meaning = MEANINGS.get(status);
        if (meaning == null) {
            throw new SourceMistake(status, "there are no words for this status");
        }
        return meaning;
    }
}
