package com.evaratech.gateway.cache;

import com.evaratech.common.access.Route;
import com.evaratech.common.access.RouteMatrix;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The routes whose answers are kept, as {@code cached-routes.txt} names them. */
final class CachedRoutes {

    private static final String FILE = "cached-routes.txt";
    private static final String GET = "GET";
    private static final String NOTHING = "-";
    private static final int COLUMNS = 3;

    private final Map<String, CachedRoute> byTemplate = new HashMap<>();

    /**
     * Reads rows.
     *
     * @param longest what no route's answers outlive
     * @throws IllegalArgumentException naming a row that is none, or a route that the matrix has
     *     not
     */
    CachedRoutes(List<String> rows, RouteMatrix matrix, Duration longest, Set<String> kinds) {
        Set<String> known = new HashSet<>();
        matrix.routes().stream()
                .filter(route -> route.method().equals(GET))
                .forEach(route -> known.add(route.template()));
        for (String row : rows) {
            if (row.isBlank() || row.startsWith("#")) {
                continue;
            }
            CachedRoute route = read(row, longest);
            if (!known.contains(route.template()) || !kinds.containsAll(route.endsWith())) {
                throw new IllegalArgumentException("%s: no such row: %s".formatted(FILE, row));
            }
            byTemplate.put(route.template(), route);
        }
    }

    /** Those of the file. */
    static CachedRoutes load(RouteMatrix matrix, Duration longest, Set<String> kinds) {
        try (@Nullable InputStream in = CachedRoutes.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + FILE);
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new CachedRoutes(text.lines().toList(), matrix, longest, kinds);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CachedRoute read(String row, Duration longest) {
        String[] columns = row.strip().split("\\s+", COLUMNS);
        if (columns.length != COLUMNS || !columns[1].matches("[1-9][0-9]{0,4}")) {
            throw new IllegalArgumentException("%s: no row: %s".formatted(FILE, row));
        }
        Duration age = Duration.ofSeconds(Long.parseLong(columns[1]));
        return new CachedRoute(
                columns[0],
                age.compareTo(longest) < 0 ? age : longest,
                columns[2].equals(NOTHING) ? Set.of() : Set.of(columns[2].split(" ", -1)));
    }

    /** The row of a route, if it has one. */
    Optional<CachedRoute> find(Route route) {
        return route.method().equals(GET)
                ? Optional.ofNullable(byTemplate.get(route.template()))
                : Optional.empty();
    }
}
