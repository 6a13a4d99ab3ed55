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

    // The index of all labels holds the words, too: a walk that needs nothing else takes three
    // milliseconds for as many rows, a seventh of what the look-up of a word takes that a quarter
    // of 100,000 nodes has.
    private static final int WALKED_BY_INDEX_ALONE = 30_000;

    private static final String LIST =
            "select n.number from registry.node n where %s order by %s limit %d";

    // A row for each node, with whose it is, its category and its label beside its status.
    private static final String LIST_OF_STATUS =
            "select n.number from registry.node_status n where %s order by %s limit %d";

    // By the same index, which begins with the distributor: some of each of them hold the first of
    // all. One index for both costs an import half of what two do.
    private static final String LIST_OF_STATUS_OF_ALL =
            onOneLine(
                    """
                    select n.number
                    from registry.distributor d
                    cross join lateral (
                        select n.number, n.label
                        from registry.node_status n
                        where n.distributor_id = d.distributor_id and %1$s
                        order by %2$s limit %3$d) n
                    order by %2$s limit %3$d
                    """);

    private static final String WALK =
            """
            with walked as materialized (
                select n.number, n.label, %2$s as is_hit
                from registry.node n where %1$s order by %3$s limit %5$d),
            found as materialized (
                select n.number, n.label from walked n where n.is_hit order by %3$s limit %4$d),
            enough as materialized (
                select (select count(*) from found) = %4$d
                    or (select count(*) from walked) < %5$d as it_is),
            """;

    // Ends with the last row that is wanted. Whether it came to the end of the table does not
    // matter: then there are few to be looked up.
    private static final String WALK_BY_INDEX_ALONE =
            """
            with found as materialized (
                select n.number, n.label
                from (
                    select n.number, n.label, %2$s as is_hit
                    from registry.node n where %1$s order by %3$s limit %5$d) n
                where n.is_hit order by %3$s limit %4$d),
            enough as materialized (select (select count(*) from found) = %4$d as it_is),
            """;

    // What is looked up is sorted behind "offset 0", or the order would have the planner walk
    // again.
    private static final String LOOK_UP =
            """
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
            """;

    private static final String SEARCH = onOneLine(WALK + LOOK_UP);
    private static final String SEARCH_BY_INDEX_ALONE = onOneLine(WALK_BY_INDEX_ALONE + LOOK_UP);

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
        boolean isByLabel = order == NodeOrder.LABEL || order == NodeOrder.LABEL_DOWN;
        if (isByLabel && isWide(scope) && filter.isOfStatusAlone()) {
            return ofStatus(scope, filter, order, page);
        }
        var visible = filter.start().within(scope, "n");
        var rows = after(filter.restrict(visible), order, page, scope);
        int most = page.rowsToFetch();
        if (!filter.isSearch() || filter.near() != null) {
            return list(LIST, filter.seek(rows), order, most);
        }
        return isByLabel && scope.column().isEmpty() && filter.isOfWordsAlone()
                ? search(SEARCH_BY_INDEX_ALONE, WALKED_BY_INDEX_ALONE, rows, filter, order, most)
                : search(SEARCH, WALKED_FOR_EACH * most, rows, filter, order, most);
    }

    /** By label, whoever has a status. */
    private static Numbers ofStatus(
            Scope scope, NodeFilter filter, NodeOrder order, OrderedPageRequest page) {
        var visible = filter.start().within(scope, "n");
        var rows = after(filter.restrictStatuses(visible), order, page, scope);
        var sql = scope.column().isEmpty() ? LIST_OF_STATUS_OF_ALL : LIST_OF_STATUS;
        return list(sql, rows, order, page.rowsToFetch());
    }

    /**
     * Whether a scope may have so many nodes that those of a rare status are too far apart to be
     * found by a walk along its labels. A community's are soon walked to their end.
     */
    private static boolean isWide(Scope scope) {
        return switch (scope) {
            case Scope.Everything _, Scope.OfDistributor _ -> true;
            case Scope.OfCommunity _, Scope.OfCustomer _ -> false;
        };
    }

    private static Numbers list(String sql, Conditions rows, NodeOrder order, int most) {
        return new Numbers(sql.formatted(rows.text(), order.sql(), most), rows.values());
    }

    /**
     * A search either way. Nobody knows beforehand how many nodes have a word or a tag: the planner
     * guesses half a percent for most beginnings of words. What many have is found by a walk in the
     * order of the list, which for what nobody has would go through the whole table; what few have
     * is found by the index of words, which for what all have would sort the whole table. So a
     * short walk is tried, and when it found too little and did not come to an end, the index is
     * asked; it is a part of the plan that is not run otherwise.
     */
    private static Numbers search(
            String sql, int walked, Conditions rows, NodeFilter filter, NodeOrder order, int most) {
        // Alone, but with numbers behind those of the rows' own parameters.
        var sought = filter.seek(new Conditions(rows.sign(), "true", rows.values()));
        return new Numbers(
                sql.formatted(rows.text(), sought.text(), order.sql(), most, walked),
                sought.values());
    }

    /** The driver keeps short statements prepared. */
    private static String onOneLine(String sql) {
        return sql.strip().replaceAll("\\s+", " ");
    }

    /** Those of a page, and of all behind it. */
    private static Conditions after(
            Conditions rows, NodeOrder order, OrderedPageRequest page, Scope scope) {
        var place = page.after();
        return place == null ? rows : behind(rows, order, place, scope);
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
