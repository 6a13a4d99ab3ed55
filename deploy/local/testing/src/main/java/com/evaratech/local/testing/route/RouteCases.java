package com.evaratech.local.testing.route;

import com.evaratech.common.access.Role;
import com.evaratech.common.access.Route;
import com.evaratech.common.access.RouteMatrix;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The route matrix as cases of a test: each row with each role, on a thing of the caller's own
 * tenant and on one of another's. The file says what has to come of it.
 */
public final class RouteCases {

    private RouteCases() {}

    /**
     * One row asked for by one role.
     *
     * @param role {@code null} for whoever shows nothing at all
     */
    public record Case(Route route, @Nullable Role role) {
        @Override
        public String toString() {
            return route + " as " + (role == null ? "nobody" : role.code());
        }
    }

    /**
     * What is sent for a row.
     *
     * @param own path of a thing of the caller's tenant, or of a list
     * @param ownBody what goes with it; {@code null} for nothing
     * @param foreign path of the same thing of another tenant; {@code null} where a row names none
     * @param foreignBody what goes with that
     */
    public record Asked(
            String own,
            @Nullable Map<String, ?> ownBody,
            @Nullable String foreign,
            @Nullable Map<String, ?> foreignBody) {

        /** A row that names nothing of anybody. */
        public static Asked anybodys(String path) {
            return new Asked(path, null, null, null);
        }

        /** A row whose path names a thing. */
        public static Asked named(String own, String foreign) {
            return new Asked(own, null, foreign, null);
        }

        /** The same with a body. */
        public Asked with(Map<String, ?> body) {
            return new Asked(own, body, foreign, foreign == null ? null : body);
        }

        /** A row whose body names a place. */
        public static Asked placed(String path, Map<String, ?> own, Map<String, ?> foreign) {
            return new Asked(path, own, path, foreign);
        }
    }

    /** Every row of a service with every role, and with none. */
    public static Stream<Case> of(String service) {
        List<Route> rows = RouteMatrix.load().servedBy(service).routes();
        if (rows.isEmpty()) {
            throw new AssertionError(service + " has no row: nothing would be checked");
        }
        return rows.stream()
                .flatMap(route ->
                        Stream.concat(
                                Arrays.stream(Role.values()).map(role -> new Case(route, role)),
                                Stream.of(new Case(route, null))));
    }

    /**
     * Refuses a table that does not have a request for exactly the service's rows that go by roles.
     *
     * @throws AssertionError naming the rows
     */
    public static void requireWhole(String service, Set<String> asked) {
        Set<String> differing = new TreeSet<>(asked);
        for (Route route : RouteMatrix.load().servedBy(service).routes()) {
            if (goesByRoles(route) && !differing.remove(route.toString())) {
                differing.add("missing: " + route);
            }
        }
        if (!differing.isEmpty()) {
            throw new AssertionError("Requests and rows of " + service + " differ: " + differing);
        }
    }

    /** Whether it depends on the role who is let in. */
    public static boolean goesByRoles(Route route) {
        return route.callers() == Route.Callers.CALLERS || route.callers() == Route.Callers.PEOPLE;
    }

    /**
     * Compares an answer with what the matrix says.
     *
     * @param isForeign whether it was about another tenant's thing
     * @throws AssertionError when it is another
     */
    public static void judge(Case each, boolean isForeign, int status) {
        if (each.route().callers() == Route.Callers.CHANNELS) {
            // Known where the channel is, and answered as its devices understand it.
            return;
        }
        String expected = expected(each, isForeign);
        boolean fits =
                switch (expected) {
                    case "admitted" -> status < 500 && !Set.of(401, 403, 404, 405).contains(status);
                    default -> status == Integer.parseInt(expected);
                };
        if (!fits) {
            throw new AssertionError(
                    "%s on a thing %s: expected %s, was %d"
                            .formatted(
                                    each,
                                    isForeign ? "of another tenant" : "of its own",
                                    expected,
                                    status));
        }
    }

    private static String expected(Case each, boolean isForeign) {
        Role role = each.role();
        if (role == null) {
            return each.route().isPublic() ? "admitted" : "401";
        }
        if (!each.route().roles().contains(role)) {
            return "403";
        }
        return isForeign && role != Role.SUPERADMIN ? "404" : "admitted";
    }
}
