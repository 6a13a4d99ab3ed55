package com.evaratech.common.access;

import com.evaratech.common.access.Route.Callers;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the matrix file: one row a line, columns parted by blanks, {@code #} for remarks. Strict,
 * because a row that is read wrongly opens or shuts a door.
 */
final class RouteMatrixParser {

    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");
    private static final int COLUMNS_BEFORE_ROLES = 3;
    private static final Map<String, Callers> WORDS =
            Map.of(
                    "public", Callers.ANYBODY,
                    "device-key", Callers.DEVICES,
                    "channel-key", Callers.CHANNELS,
                    "token", Callers.SIGNED_IN,
                    "claim-token", Callers.CLAIMANTS);
    private static final String PATH = "(/([A-Za-z0-9._~-]+|\\{[a-z_]+}))+";

    private RouteMatrixParser() {}

    /**
     * @throws IllegalArgumentException naming the line that cannot be understood
     */
    static List<Route> parse(List<String> lines) {
        List<Route> routes = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int index = 0; index < lines.size(); index++) {
            String line = lines.get(index).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            Route route = parseRow(line, index + 1);
            require(seen.add(route.toString()), index + 1, "stands twice: " + route);
            routes.add(route);
        }
        return routes;
    }

    private static Route parseRow(String line, int number) {
        String[] cells = line.split("\\s+");
        require(cells.length > COLUMNS_BEFORE_ROLES, number, "has too few columns");
        String method = cells[0];
        String template = cells[1];
        require(METHODS.contains(method), number, "has no known method: " + method);
        require(template.matches(PATH), number, "has no well-formed path: " + template);
        if (cells.length == COLUMNS_BEFORE_ROLES + 1 && WORDS.containsKey(cells[3])) {
            return new Route(method, template, cells[2], WORDS.get(cells[3]), Set.of());
        }
        boolean isForPeople = List.of(cells).contains("p");
        return new Route(
                method,
                template,
                cells[2],
                isForPeople ? Callers.PEOPLE : Callers.CALLERS,
                roles(cells, isForPeople ? "p" : "x", number));
    }

    private static Set<Role> roles(String[] cells, String yes, int number) {
        Role[] columns = Role.values();
        require(
                cells.length == COLUMNS_BEFORE_ROLES + columns.length,
                number,
                "needs one column for each of the " + columns.length + " roles");
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (int column = 0; column < columns.length; column++) {
            String mark = cells[COLUMNS_BEFORE_ROLES + column];
            require(
                    mark.equals(yes) || mark.equals("-"),
                    number,
                    "has a mark other than " + yes + " or -");
            if (mark.equals(yes)) {
                roles.add(columns[column]);
            }
        }
        require(!roles.isEmpty(), number, "admits nobody");
        return roles;
    }

    private static void require(boolean condition, int number, String mistake) {
        if (!condition) {
            throw new IllegalArgumentException("Route matrix: line " + number + " " + mistake);
        }
    }
}
