package com.evaratech.node.nodes;

import static com.evaratech.node.nodes.CopiedRegistry.COMMUNITY;
import static com.evaratech.node.nodes.CopiedRegistry.CUSTOMER;
import static com.evaratech.node.nodes.CopiedRegistry.GROUP;
import static com.evaratech.node.nodes.CopiedRegistry.SCOPES;
import static com.evaratech.node.nodes.CopiedRegistry.filter;
import static com.evaratech.node.nodes.CopiedRegistry.plain;
import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.common.access.Scope;
import com.evaratech.common.page.OrderedPageRequest;
import com.evaratech.common.page.OrderedPageRequest.Place;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.node.nodes.NodeList.Numbers;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/**
 * Asks the planner how it reads each page of a registry of 100,000 nodes, and how long it takes.
 */
@QuarkusTest
@WithEvaraServers(schema = "registry")
class NodeListPlanIT {

    private static final Logger LOG = Logger.getLogger(NodeListPlanIT.class);

    private static final List<NodeOrder> PLAIN_ORDERS =
            List.of(NodeOrder.REGISTERED, NodeOrder.NEWEST, NodeOrder.LABEL, NodeOrder.LABEL_DOWN);

    @Test
    void shouldReadNoPageByASequentialScan() throws SQLException {
        try (var registry = new CopiedRegistry(100_000)) {
            var millis = new ArrayList<Double>();
            var scanned = new ArrayList<String>();
            for (Numbers list : lists()) {
                var plan = registry.explain(list);
                if (plan.stream().anyMatch(NodeListPlanIT::readsTheWholeTable)) {
                    scanned.add(list.sql() + " " + list.values());
                }
                millis.add(executionMillis(plan));
            }
            millis.sort(null);
            LOG.infof(
                    "Pages of 100,000 nodes: %d queries, median %.2f ms, p95 %.2f ms, longest"
                            + " %.2f ms",
                    millis.size(),
                    millis.get(millis.size() / 2),
                    millis.get(millis.size() * 95 / 100),
                    millis.getLast());
            assertThat(scanned).isEmpty();
        }
    }

    /** A part of the plan that is not run reads nothing. */
    private static boolean readsTheWholeTable(String line) {
        return line.contains("Seq Scan on plan_node") && !line.contains("never executed");
    }

    /** Whether a search walks, or looks up what the walk did not find, is nobody's affair. */
    @Test
    void shouldFindTheSameWhicheverWayItSearches() throws SQLException {
        try (var registry = new CopiedRegistry(5_000)) {
            for (Scope scope : SCOPES) {
                for (NodeFilter filter : filters()) {
                    for (NodeOrder order : PLAIN_ORDERS) {
                        for (int limit : new int[] {1, 50, 200}) {
                            var page = new OrderedPageRequest(order.code(), limit, null);
                            assertThat(registry.numbers(NodeList.of(scope, filter, order, page)))
                                    .as("%s %s %s %d", scope, filter, order, limit)
                                    .isEqualTo(registry.numbers(plain(scope, filter, order, page)));
                        }
                    }
                }
            }
        }
    }

    @Test
    void shouldSearchInTheOrderOfAllLabelsByTheirIndexAlone() throws SQLException {
        try (var registry = new CopiedRegistry(20_000)) {
            for (NodeOrder order : List.of(NodeOrder.LABEL, NodeOrder.LABEL_DOWN)) {
                for (Place after : places()) {
                    var page = new OrderedPageRequest(order.code(), 50, after);
                    var filter = filter(query -> query.q = "north");
                    var list = NodeList.of(new Scope.Everything(), filter, order, page);

                    assertThat(registry.explain(list))
                            .anyMatch(line -> line.contains("Index Only Scan"));
                }
            }
        }
    }

    @Test
    void shouldLookUpTheKeysOfAnImportByTheirIndex() throws SQLException {
        var communities = IntStream.range(0, 10_000).mapToObj(i -> COMMUNITY).toArray();
        var keys = IntStream.range(0, 10_000).mapToObj("new-%d"::formatted).toArray(String[]::new);
        try (var registry = new CopiedRegistry(20_000)) {
            var sql = "explain " + CopiedRegistry.inCopy(NodeRows.TAKEN);
            try (var statement = registry.connection().prepareStatement(sql)) {
                statement.setArray(1, registry.connection().createArrayOf("uuid", communities));
                statement.setArray(2, registry.connection().createArrayOf("text", keys));
                assertThat(CopiedRegistry.lines(statement))
                        .noneMatch(NodeListPlanIT::readsTheWholeTable);
            }
        }
    }

    private static List<Numbers> lists() {
        var lists = new ArrayList<Numbers>();
        for (Scope scope : SCOPES) {
            for (NodeFilter filter : filters()) {
                for (NodeOrder order : NodeOrder.values()) {
                    if (order == NodeOrder.DISTANCE && filter.near() == null) {
                        continue;
                    }
                    for (Place place : places()) {
                        var page = new OrderedPageRequest(order.code(), 50, place);
                        lists.add(NodeList.of(scope, filter, order, page));
                    }
                    lists.add(
                            NodeList.of(
                                    scope,
                                    filter,
                                    order,
                                    new OrderedPageRequest(order.code(), 200, null)));
                }
            }
        }
        return lists;
    }

    private static List<Place> places() {
        return List.of(new Place("North tank 5", 700), new Place("South tank 7", 60_000));
    }

    private static List<NodeFilter> filters() {
        return Arrays.asList(
                filter(query -> {}),
                filter(query -> query.category = "SUMP"),
                filter(query -> query.kind = "DEEP"),
                filter(query -> query.community = COMMUNITY.toString()),
                filter(query -> query.customer = CUSTOMER.toString()),
                filter(query -> query.status = "OFFLINE"),
                filter(query -> query.status = "ONLINE"),
                filter(query -> {
                    query.status = "OFFLINE";
                    query.category = "SUMP";
                }),
                filter(query -> query.group = GROUP.toString()),
                filter(query -> query.tag = "tag-7"),
                filter(query -> query.tag = "all"),
                filter(query -> query.q = "north"),
                filter(query -> query.q = "node 4711"),
                filter(query -> query.q = "nothing-like-it"),
                filter(query -> {
                    query.near = "12.97,77.59";
                    query.radiusM = "20000";
                }));
    }

    private static double executionMillis(List<String> plan) {
        var line = plan.getLast();
        assertThat(line).startsWith("Execution Time: ");
        return Double.parseDouble(
                line.substring("Execution Time: ".length())
                        .replace(" ms", "")
                        .strip()
                        .toLowerCase(Locale.ROOT));
    }
}
