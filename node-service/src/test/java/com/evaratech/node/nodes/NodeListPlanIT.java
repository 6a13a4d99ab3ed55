package com.evaratech.node.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.common.access.Scope;
import com.evaratech.common.page.OrderedPageRequest;
import com.evaratech.common.page.OrderedPageRequest.Place;
import com.evaratech.local.testing.EvaraServers;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.node.NumbersQuery;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/**
 * Asks the planner how it reads each page of a registry of 100,000 nodes, and how long it takes.
 */
@QuarkusTest
@WithEvaraServers(schema = "registry")
class NodeListPlanIT {

    private static final Logger LOG = Logger.getLogger(NodeListPlanIT.class);

    private static final Pattern PARAMETER = Pattern.compile("\\?(\\d+)");

    private static final UUID DISTRIBUTOR = new UUID(1, 1);
    private static final UUID COMMUNITY = new UUID(2, 7);
    private static final UUID CUSTOMER = new UUID(3, 7);

    private static final List<Scope> SCOPES =
            List.of(
                    new Scope.Everything(),
                    new Scope.OfDistributor(DISTRIBUTOR),
                    new Scope.OfCommunity(COMMUNITY),
                    new Scope.OfCustomer(CUSTOMER, COMMUNITY));

    // 20 distributors' worth of tenants with 100,000 nodes, in a copy that nobody else sees.
    private static final String POPULATE =
            """
            create table registry.plan_node (like registry.node including all);
            insert into registry.plan_node (node_id, distributor_id, community_id, customer_id, key, label, category,
                                   latitude, longitude, location_name, time_zone, expected_interval_seconds,
                                   offline_after_seconds, tags, created_at, version)
            select gen_random_uuid(), format('00000000-0000-0001-0000-%s', lpad(to_hex(i % 20), 12, '0'))::uuid,
                   format('00000000-0000-0002-0000-%s', lpad(to_hex(i % 100), 12, '0'))::uuid,
                   format('00000000-0000-0003-0000-%s', lpad(to_hex(i % 500), 12, '0'))::uuid,
                   'node-' || i,
                   (array['North', 'South', 'East', 'West'])[1 + i % 4] || ' tank ' || (i * 7919) % 100000,
                   (array['OHT', 'OHT', 'OHT', 'SUMP', 'PUMP_HOUSE', 'FLOW_METER', 'BOREWELL', 'GOVT_BOREWELL'])
                       [1 + i % 8],
                   8 + random() * 20, 70 + random() * 20, 'Block ' || i % 50, 'Asia/Kolkata', 60, 180,
                   array['tag-' || i % 200, 'all'], now(), 1
            from generate_series(1, 100000) i;
            analyze registry.plan_node;
            """;

    @Test
    void shouldReadNoPageByASequentialScan() throws SQLException {
        try (var database = EvaraServers.connectAsOwner("registry")) {
            database.setAutoCommit(false);
            try {
                populate(database);
                var millis = new ArrayList<Double>();
                var scanned = new ArrayList<String>();
                for (NumbersQuery list : lists()) {
                    var plan = explain(database, list);
                    if (String.join("\n", plan).contains("Seq Scan on plan_node")) {
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
            } finally {
                database.rollback();
            }
        }
    }

    private static List<NumbersQuery> lists() {
        var lists = new ArrayList<NumbersQuery>();
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

    private static NodeFilter filter(java.util.function.Consumer<NodeQuery> wish) {
        var query = new NodeQuery();
        wish.accept(query);
        return NodeFilter.accept(query);
    }

    private static void populate(Connection database) throws SQLException {
        try (var statement = database.createStatement()) {
            boolean _ = statement.execute(POPULATE);
        }
    }

    private static List<String> explain(Connection database, NumbersQuery list)
            throws SQLException {
        var sql = list.sql().replace("registry.node ", "registry.plan_node ");
        var order = PARAMETER.matcher(sql).results().map(found -> found.group(1)).toList();
        try (var statement =
                database.prepareStatement(
                        "explain (analyze, costs off, timing off) "
                                + PARAMETER.matcher(sql).replaceAll("?"))) {
            for (int i = 0; i < order.size(); i++) {
                set(statement, i + 1, list.values().get(Integer.parseInt(order.get(i)) - 1));
            }
            var plan = new ArrayList<String>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    plan.add(rows.getString(1));
                }
            }
            return plan;
        }
    }

    private static void set(PreparedStatement statement, int place, Object value)
            throws SQLException {
        statement.setObject(place, value);
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
