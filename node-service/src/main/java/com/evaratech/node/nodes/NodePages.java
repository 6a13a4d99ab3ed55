package com.evaratech.node.nodes;

import com.evaratech.common.access.Scope;
import com.evaratech.common.page.OrderedPageRequest;
import com.evaratech.common.page.Page;
import com.evaratech.node.groups.NodeGroups;
import com.evaratech.node.status.WatchedNodes;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;

/**
 * Reads pages of nodes, each with one statement however long it is: which nodes it has, in its
 * order, and what is shown of them.
 */
@Singleton
class NodePages {

    private static final String NO_GROUPS = "null::text[]";
    private static final String NO_STATUS = "null::text, null::bigint, null::bigint";

    private final Pool database;

    NodePages(Pool database) {
        this.database = database;
    }

    /** A page of a scope, with what is to be shown of its nodes. */
    Uni<Page<ShownNode>> list(
            Scope scope,
            NodeFilter filter,
            NodeOrder order,
            OrderedPageRequest page,
            NodeFields shown) {
        var numbers = NodeList.of(scope, filter, order, page);
        return database.preparedQuery(sql(numbers, shown))
                .execute(Tuple.from(numbers.values()))
                .map(rows -> page(rows, order, page));
    }

    /**
     * Each node is looked up by its number. Short, since the driver keeps no longer statements than
     * 2,047 characters prepared.
     */
    static String sql(NodeList.Numbers numbers, NodeFields shown) {
        boolean haveStatus = shown.haveHowItIs();
        return """
        select %s, %s, %s
        from unnest(array(%s)) with ordinality p (number, place)
        join registry.node n on n.number = p.number%s
        order by p.place\
        """
                .formatted(
                        ListedNode.COLUMNS,
                        shown.haveGroups() ? NodeGroups.ARRAY : NO_GROUPS,
                        haveStatus ? WatchedNodes.COLUMNS : NO_STATUS,
                        numbers.sql(),
                        haveStatus ? " " + WatchedNodes.JOIN : "");
    }

    private static Page<ShownNode> page(
            RowSet<Row> rows, NodeOrder order, OrderedPageRequest page) {
        var nodes = new ArrayList<ListedNode>(rows.size());
        for (Row row : rows) {
            nodes.add(ListedNode.of(row));
        }
        return page.page(nodes, node -> node.placeIn(order)).map(ListedNode::node);
    }
}
