package com.evaratech.api.migration;

import com.evaratech.api.mapping.JsonMapping;
import com.evaratech.api.mapping.NameTable;
import com.evaratech.api.mapping.Paths;
import com.evaratech.api.mapping.Queries;
import com.evaratech.common.access.Route;
import com.evaratech.common.access.RouteMatrix;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Rewrites one request. */
public final class RequestMigration {

    private final RouteMatrix matrix;
    private final NameTable names;

    /** With the routes and names that are packaged with it. */
    public RequestMigration() {
        this.matrix = RouteMatrix.load();
        this.names = NameTable.load();
    }

    /**
     * A request.
     *
     * @param method in capitals
     * @param address with or without a host before the path, with or without a query
     * @param contentType of the body; empty when it is not known, which counts as JSON
     * @param body empty for none
     */
    public record Recorded(String method, String address, String contentType, String body) {}

    /** The request in version 2; nothing when it is none of version 1, or of no route. */
    public Optional<Recorded> second(Recorded first) {
        String address = first.address();
        int begin = address.indexOf(Paths.FIRST);
        if (begin < 0) {
            return Optional.empty();
        }
        int question = address.indexOf('?', begin);
        String path = address.substring(begin, question < 0 ? address.length() : question);
        return matrix.match(first.method(), path)
                .map(route -> {
                    String query =
                            question < 0
                                    ? ""
                                    : "?"
                                            + Queries.second(
                                                    address.substring(question + 1),
                                                    names.askedOf(route.toString()));
                    return new Recorded(
                            first.method(),
                            address.substring(0, begin) + Paths.second(path) + query,
                            first.contentType(),
                            body(route, first));
                });
    }

    private String body(Route route, Recorded first) {
        String type = first.contentType().split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        boolean isLines = type.equals("application/x-ndjson");
        if (!type.isEmpty() && !type.equals("application/json") && !isLines) {
            return first.body();
        }
        byte[] mapped =
                JsonMapping.whole(
                        first.body().getBytes(StandardCharsets.UTF_8),
                        names.sentTo(route.toString()),
                        SentInSecond.INSTANCE,
                        isLines);
        return new String(mapped, StandardCharsets.UTF_8);
    }
}
