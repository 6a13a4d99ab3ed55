package com.evaratech.common.access;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * All routes of the fleet and who may call them, as {@code routes.txt} beside this class says. It
 * is the gateway's routing table as well: the service column tells where a request goes.
 */
public final class RouteMatrix {

    private static final String FILE = "routes.txt";
    private static final String GET = "GET";
    private static final String HEAD = "HEAD";

    private final List<Route> routes;
    // Templates of equal length stand together, fixed segments before variable ones.
    private final Map<Integer, List<Candidate>> bySegmentCount = new HashMap<>();

    private RouteMatrix(List<Route> routes) {
        this.routes = List.copyOf(routes);
        for (Route route : routes) {
            Candidate candidate = new Candidate(route, segments(route.template()));
            bySegmentCount
                    .computeIfAbsent(candidate.segments().length, count -> new ArrayList<>())
                    .add(candidate);
        }
        bySegmentCount
                .values()
                .forEach(list -> list.sort(Comparator.comparing(Candidate::specificity)));
    }

    /** The matrix of the fleet. */
    public static RouteMatrix load() {
        try (InputStream file = RouteMatrix.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException(FILE + " is not packaged with common");
            }
            return parse(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A matrix from the text of such a file.
     *
     * @throws IllegalArgumentException naming the line that cannot be understood
     */
    public static RouteMatrix parse(String text) {
        return new RouteMatrix(RouteMatrixParser.parse(text.lines().toList()));
    }

    /** Every row, in the file's order. */
    public List<Route> routes() {
        return routes;
    }

    /** The rows that one service answers. */
    public RouteMatrix servedBy(String service) {
        return new RouteMatrix(
                routes.stream().filter(route -> route.service().equals(service)).toList());
    }

    /** The row for a request. HEAD is GET without the body (RFC 9110 §9.3.2), so it has its row. */
    public Optional<Route> match(String method, String path) {
        String row = method.equals(HEAD) ? GET : method;
        return candidates(path).filter(route -> route.method().equals(row)).findFirst();
    }

    /** The methods that a path knows; empty when no row has this path. */
    public Set<String> methodsOf(String path) {
        Set<String> methods = new TreeSet<>();
        candidates(path).map(Route::method).forEach(methods::add);
        if (methods.contains(GET)) {
            methods.add(HEAD);
        }
        return methods;
    }

    private java.util.stream.Stream<Route> candidates(String path) {
        String[] segments = segments(path);
        return bySegmentCount.getOrDefault(segments.length, List.of()).stream()
                .filter(candidate -> candidate.matches(segments))
                .map(Candidate::route);
    }

    private static String[] segments(String path) {
        return path.substring(1).split("/", -1);
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared, never leaves this class
    private record Candidate(Route route, String[] segments) {

        /** Sorts /nodes/export before /nodes/{id}: '{' comes after every letter. */
        String specificity() {
            return route.template();
        }

        boolean matches(String[] path) {
            for (int i = 0; i < segments.length; i++) {
                boolean fits =
                        segments[i].startsWith("{")
                                ? !path[i].isEmpty()
                                : segments[i].equals(path[i]);
                if (!fits) {
                    return false;
                }
            }
            return true;
        }
    }
}
