package com.evaratech.local.testing.example;

import com.evaratech.common.access.Route;
import com.evaratech.common.access.RouteMatrix;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Every example of a request's body in the API's document, of version 1, which services speak. Each
 * service sends those of its own operations and sees that they do what the document says.
 */
public final class BodyExamples {

    private static final String DOCUMENT = "/com/evaratech/api/openapi-v1.json";

    private BodyExamples() {}

    /**
     * Those of one service.
     *
     * @param service its name in the route matrix
     */
    public static Stream<BodyExample> of(String service) {
        JsonNode paths = document().path("paths");
        return RouteMatrix.load().servedBy(service).routes().stream()
                .flatMap(route -> of(route, operation(paths, route)));
    }

    private static JsonNode operation(JsonNode paths, Route route) {
        return paths.path(route.template()).path(route.method().toLowerCase(Locale.ROOT));
    }

    private static Stream<BodyExample> of(Route route, JsonNode operation) {
        Set<Integer> answers = new HashSet<>();
        operation
                .path("responses")
                .fieldNames()
                .forEachRemaining(status -> {
                    if (!status.equals("default")) {
                        answers.add(Integer.valueOf(status));
                    }
                });
        return operation.path("requestBody").path("content").properties().stream()
                .filter(content -> content.getValue().has("example"))
                .map(content ->
                        new BodyExample(
                                route,
                                content.getKey(),
                                content.getValue().path("example"),
                                answers));
    }

    private static JsonNode document() {
        try (InputStream file = BodyExamples.class.getResourceAsStream(DOCUMENT)) {
            if (file == null) {
                throw new IllegalStateException(DOCUMENT + " is not packaged");
            }
            return new ObjectMapper().readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
