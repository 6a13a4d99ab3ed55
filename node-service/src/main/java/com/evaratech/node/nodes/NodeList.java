package com.evaratech.node.nodes;

import com.evaratech.common.access.Scope;
import com.evaratech.common.page.OrderedPageRequest;
import com.evaratech.common.page.OrderedPageRequest.Place;
import com.evaratech.common.problem.FieldError;
import com.evaratech.common.problem.InvalidRequest;
import com.evaratech.common.sql.Conditions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The query of the numbers of one page of nodes. Written for PostgreSQL, since only its own
 * operators are known to the indexes of words, tags and places.
 */
final class NodeList {

    // A walk of as many rows for each that is wanted finds enough of what every twentieth node has,
    // and comes to the end of a community of a thousand nodes, where the index of words would bring
    // those of all communities.
    private static final int WALKED_FOR_EACH = 20;

    // On one line: the driver keeps short statements prepared. What is looked up is sorted behind
    // "offset 0", or the order would have the planner walk again.
    private static final String SEARCH =
            """
            with walked as materialized (
                select n.number, n.label, %2$s as is_hit
                from registry.node n where %1$s order by %3$s limit %5$d),
            found as materialized (
                select n.number, n.label from walked n where n.is_hit order by %3$s limit %4$d),
            enough as materialized (
                select (select count(*) from found) = %4$d
                    or (select count(*) from walked) < %5$d as it_is),
            looked_up as (
                select n.number, n.label
                from registry.node n where %1$s and %2$s and not (select e.it_is from enough e)
                offset 0)
            select n.number
            from (
                select f.number, f.label from found f where (select e.it_is from enough e)
                union all
                select l.number, l.label from looked_up l) n
            order by %3$s limit %4$d
            """
                    .strip()
                    .replaceAll("\\s+", " ");

    private NodeList() {}

    /**
     * A query of PostgreSQL for the numbers of nodes in the order of a list.
     *
     * @param values of its parameters from {@code $1} on
     */
    record Numbers(String sql, List<Object> values) {

        Numbers {
            values = List.copyOf(values);
        }
    }

    /**
     * The nodes of a scope and a filter, from a place in an order on.
     *
     * @throws InvalidRequest when nearest first is asked for without a place to be near to
     */
    static Numbers of(Scope scope, NodeFilter filter, NodeOrder order, OrderedPageRequest page) {
        if (order == NodeOrder.DISTANCE && filter.near() == null) {
            throw new InvalidRequest(
                    FieldError.of("sort", order.code(), "another order, or near and radius_m"));
        }
        var rows = filter.restrict(filter.start().within(scope, "n"));
        var after = page.after();
        if (after != null) {
            rows = behind(rows, order, after, scope);
        }
        return filter.isSearch() && filter.near() == null
                ? search(rows, filter, order, page.rowsToFetch())
                : list(filter.seek(rows), order, page.rowsToFetch());
    }

    private static Numbers list(Conditions rows, NodeOrder order, int most) {
        return new Numbers(
                "select n.number from registry.node n where %s order by %s limit %d"
                        .formatted(rows.text(), order.sql(), most),
                rows.values());
    }

    /**
     * A search either way. Nobody knows beforehand how many nodes have a word or a tag: the planner
     * guesses half a percent for most beginnings of words. What many have is found by a walk in the
     * order of the list, which for what nobody has would go through the whole table; what few have
     * is found by the index of words, which for what all have would sort the whole table. So a
     * short walk is tried, and when it found too little and did not come to an end, the index is
     * asked; it is a part of the plan that is not run otherwise.
     */
    private static Numbers search(Conditions rows, NodeFilter filter, NodeOrder order, int most) {
        // Alone, but with numbers behind those of the rows' own parameters.
        var sought = filter.seek(new Conditions(rows.sign(), "true", rows.values()));
        return new Numbers(
                SEARCH.formatted(
                        rows.text(), sought.text(), order.sql(), most, WALKED_FOR_EACH * most),
                sought.values());
    }

    private static Conditions behind(Conditions rows, NodeOrder order, Place place, Scope scope) {
        return switch (order) {
            case REGISTERED -> rows.and("n.number > {}", place.key());
            case NEWEST -> rows.and("n.number < {}", place.key());
            case LABEL -> rows.and("(n.label, n.number) > ({}, {})", place.value(), place.key());
            case LABEL_DOWN ->
                    rows.and("(n.label, n.number) < ({}, {})", place.value(), place.key());
            case DISTANCE -> behindOnTheWay(rows, place, scope);
        };
    }

    /**
     * Measured by the database, as all distances here. The node must be in the scope, or a forged
     * cursor would tell where another tenant's node is.
     */
    private static Conditions behindOnTheWay(Conditions rows, Place place, Scope scope) {
        var values = new ArrayList<Object>(List.of(place.key()));
        var visible = "";
        if (scope.column().isPresent()) {
            visible = " and c.%s = {}".formatted(scope.column().get());
            values.add(scope.id().orElseThrow());
        }
        return rows.and(
                String.format(
                        Locale.ROOT,
                        "(%s, n.number) > (select %s, c.number from registry.node c"
                                + " where c.number = {}%s)",
                        Near.DISTANCE.formatted("n", "n"),
                        Near.DISTANCE.formatted("c", "c"),
                        visible),
                values.toArray());
    }
}
