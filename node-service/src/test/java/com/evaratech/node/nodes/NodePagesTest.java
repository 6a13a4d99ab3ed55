package com.evaratech.node.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.common.access.Scope;
import com.evaratech.common.page.OrderedPageRequest;
import com.evaratech.common.page.OrderedPageRequest.Place;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NodePagesTest {

    // Of the driver, Vert.x' SqlConnectOptions: longer statements are parsed anew each time.
    private static final int LONGEST_KEPT = 2_047;

    private static final Scope SCOPE = new Scope.OfCustomer(new UUID(1, 1), new UUID(1, 2));

    @Test
    void shouldKeepStatementsShortEnoughToStayPrepared() {
        assertThat(sql(query -> query.q = "north tank", NodeOrder.LABEL, null))
                .hasSizeLessThanOrEqualTo(LONGEST_KEPT);
        assertThat(
                        sql(
                                query -> {
                                    query.kind = "DEEP";
                                    query.community = new UUID(1, 2).toString();
                                    query.tag = "roof";
                                    query.q = "north tank";
                                },
                                NodeOrder.LABEL_DOWN,
                                null))
                .hasSizeLessThanOrEqualTo(LONGEST_KEPT);
        assertThat(
                        sql(
                                query -> {
                                    query.near = "12.97,179.9";
                                    query.radiusM = "100000";
                                    query.q = "north tank";
                                },
                                NodeOrder.DISTANCE,
                                null))
                .hasSizeLessThanOrEqualTo(LONGEST_KEPT);
    }

    @Test
    void shouldAskNeitherForGroupsNorForStatusWhenNoneIsShown() {
        assertThat(sql(query -> {}, NodeOrder.REGISTERED, "id,label"))
                .doesNotContain("registry.node_group", "registry.watched_node");
        assertThat(sql(query -> {}, NodeOrder.REGISTERED, null))
                .contains("registry.node_group", "registry.watched_node");
    }

    private static String sql(Consumer<NodeQuery> wish, NodeOrder order, @Nullable String fields) {
        var query = new NodeQuery();
        wish.accept(query);
        var page = new OrderedPageRequest(order.code(), 200, new Place("North tank 5", 700));
        var numbers = NodeList.of(SCOPE, NodeFilter.accept(query), order, page);
        return NodePages.sql(numbers, NodeFields.accept(fields));
    }
}
