package com.evaratech.api.assembly;

import com.evaratech.common.access.Route;
import com.evaratech.common.access.RouteMatrix;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The document of one version. */
final class Document {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Source source;
    private final Dialect dialect;
    private final String productVersion;
    private final Map<String, Route> routes;
    private final Types types;

    Document(Source source, RouteMatrix matrix, Dialect dialect, String productVersion) {
        this.source = source;
        this.dialect = dialect;
        this.productVersion = productVersion;
        this.routes =
                matrix.routes().stream()
                        .collect(
                                Collectors.toMap(
                                        Route::toString,
                                        route -> route,
                                        (one, other) -> one,
                                        LinkedHashMap::new));
        this.types = new Types(source);
    }

    /**
     * Puts it together.
     *
     * @throws SourceMistake when an operation has no row in the matrix, or a row no operation
     */
    ObjectNode assemble() {
        ObjectNode document = source.common().path("document").deepCopy();
        JsonNode schemes = document.remove("security_schemes");
        ((ObjectNode) document.path("info"))
                .put("version", dialect.code() + " (" + productVersion + ")");
        var tags = document.putArray("tags");
        source.features()
                .forEach(it ->
                        tags.addObject().put("name", it.tag()).put("description", it.about()));
        ObjectNode schemas = new Schemas(source, dialect, types).all();
        var examples = new Examples(schemas, dialect);
        var operations = new Operations(source, dialect, types, examples);
        document.set("paths", paths(operations));
        ObjectNode components = document.putObject("components");
        components.set("schemas", schemas);
        components.set("responses", operations.sharedAnswers());
        components.set("securitySchemes", schemes);
        examples.clean(document);
        return document;
    }

    private ObjectNode paths(Operations operations) {
        ObjectNode paths = JSON.objectNode();
        var left = new TreeSet<>(routes.keySet());
        for (Source.Feature feature : source.features()) {
            for (var path : feature.paths().properties()) {
                ObjectNode methods = paths.putObject(dialect.path(path.getKey()));
                for (var method : path.getValue().properties()) {
                    Route route = route(method.getKey(), path.getKey());
                    left.remove(route.toString());
                    methods.set(
                            method.getKey(),
                            operations.write(feature.tag(), route, method.getValue()));
                }
            }
        }
        if (!left.isEmpty()) {
            throw new SourceMistake("routes.txt", "rows without an operation: " + left);
        }
        return paths;
    }

    private Route route(String method, String path) {
        String name = method.toUpperCase(Locale.ROOT) + " " + path;
        Route route = routes.get(name);
        if (route == null) {
            throw new SourceMistake(name, "has no row in routes.txt");
        }
        return route;
    }
}
