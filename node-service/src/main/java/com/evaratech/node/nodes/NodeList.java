package com.evaratech.node.nodes;

import com.evaratech.common.access.Scope;
import com.evaratech.common.page.OrderedPageRequest;
import com.evaratech.common.page.OrderedPageRequest.Place;
import com.evaratech.common.problem.FieldError;
import com.evaratech.common.problem.InvalidRequest;
import com.evaratech.common.sql.Conditions;
import com.evaratech.node.NumbersQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The query of the numbers of one page of nodes. Written for PostgreSQL, since only its own
 * operators are known to the indexes of words, tags and places.
 */
final class NodeList {

    private NodeList() {}

    /**
     * The nodes of a scope and a filter, from a place in an order on.
     *
     * @throws InvalidRequest when nearest first is asked for without a place to be near to
     */
    static NumbersQuery of(
            Scope scope, NodeFilter filter, NodeOrder order, OrderedPageRequest page) {
        if (order == NodeOrder.DISTANCE && filter.near() == null) {
            throw new InvalidRequest(
                    FieldError.of("sort", order.code(), "another order, or near and radius_m"));
        }
        var rows = filter.narrow(filter.start().within(scope, "n"));
        var after = page.after();
        if (after != null) {
            rows = behind(rows, order, after, scope);
        }
        return new NumbersQuery(
                "select n.number from registry.node n where %s order by %s limit %d"
                        .formatted(rows.text(), order.sql(), page.rowsToFetch()),
                rows.values());
    }

    static Place placeOf(NodeOrder order, NodeEntity row) {
        return switch (order) {
            case REGISTERED, NEWEST, DISTANCE -> new Place("", row.number);
            case LABEL, LABEL_DOWN -> new Place(row.label, row.number);
        };
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
