package com.evaratech.api.assembly;

import com.evaratech.common.access.Route;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an operation is told beside its body. */
final class Parameters {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");

    private final Source source;
    private final Dialect dialect;
    private final Types types;

    Parameters(Source source, Dialect dialect, Types types) {
        this.source = source;
        this.dialect = dialect;
        this.types = types;
    }

    ArrayNode of(Route route, JsonNode told) {
        ArrayNode all = JSON.arrayNode();
        VARIABLE.matcher(route.template())
                .results()
                .forEach(it -> all.add(variable(route, it.group(1))));
        switch (told.path("if_match").asText()) {
            case "required" -> all.add(shared("if_match").put("required", true));
            case "existing", "optional" -> all.add(shared("if_match"));
            default -> {}
        }
        if (told.path("idempotent").asBoolean()) {
            all.add(shared("idempotency_key"));
        }
        addQuery(all, told.path("query"));
        if (told.has("page") && !told.path("whole").asBoolean()) {
            all.add(shared("limit"));
            all.add(shared("cursor"));
        }
        return all;
    }

    private void addQuery(ArrayNode all, JsonNode query) {
        if (query.isArray()) {
            for (JsonNode each : query) {
                if (each.isTextual()) {
                    all.add(shared(each.asText()));
                } else {
                    addQuery(all, each);
                }
            }
        } else {
            query.properties().forEach(it -> all.add(written(it.getKey(), "query", it.getValue())));
        }
    }

    private ObjectNode variable(Route route, String name) {
        boolean isOurs = route.template().startsWith("/api/");
        String type =
                switch (name) {
                    case "id" -> isOurs ? "uuid" : "integer";
                    case "calibration" -> "uuid";
                    case "number" -> "integer";
                    default -> "text";
                };
        ObjectNode parameter = JSON.objectNode().put("name", name).put("in", "path");
        parameter.put("required", true);
        parameter.set("schema", types.of(type));
        return parameter;
    }

    private ObjectNode shared(String name) {
        JsonNode told = source.common().path("parameters").path(name);
        if (told.isMissingNode()) {
            throw new SourceMistake(name, "there is no such parameter");
        }
        return written(told.path("name").asText(name), told.path("in").asText(), told);
    }

    private ObjectNode written(String name, String in, JsonNode told) {
        ObjectNode parameter = JSON.objectNode();
        parameter.put("name", in.equals("query") ? dialect.name(name) : name);
        parameter.put("in", in);
        if (told.path("needed").asBoolean()) {
            parameter.put("required", true);
        }
        ObjectNode schema = types.of(told);
        @Nullable JsonNode about = schema.remove("description");
        if (about != null) {
            parameter.set("description", about);
        }
        parameter.set("schema", schema);
        return parameter;
    }
}
