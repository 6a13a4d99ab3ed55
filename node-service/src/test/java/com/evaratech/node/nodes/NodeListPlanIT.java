package com.evaratech.node.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.common.access.Scope;
import com.evaratech.common.page.OrderedPageRequest;
import com.evaratech.common.page.OrderedPageRequest.Place;
import com.evaratech.local.testing.EvaraServers;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.node.nodes.NodeList.Numbers;
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

    private static final String NODE = "registry.node ";
    private static final String COPY = "registry.plan_node ";

    private static final Pattern PARAMETER = Pattern.compile("\\$(\\d+)");

    private static final UUID DISTRIBUTOR = new UUID(1, 1);
    private static final UUID COMMUNITY = new UUID(2, 7);
    private static final UUID CUSTOMER = new UUID(3, 7);
    private static final UUID GROUP = new UUID(4, 7);

    private static final List<Scope> SCOPES =
            List.of(
                    new Scope.Everything(),
                    new Scope.OfDistributor(DISTRIBUTOR),
                    new Scope.OfCommunity(COMMUNITY),
                    new Scope.OfCustomer(CUSTOMER, COMMUNITY));

    private static final List<NodeOrder> PLAIN_ORDERS =
            List.of(NodeOrder.REGISTERED, NodeOrder.NEWEST, NodeOrder.LABEL, NodeOrder.LABEL_DOWN);

    // 20 distributors' worth of tenants with nodes, in a copy that nobody else sees.
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
            from generate_series(1, %d) i;
            create table registry.plan_status (like registry.node_status including all);
            insert into registry.plan_status
                (number, node_id, distributor_id, community_id, customer_id, category, status, since)
            select number, node_id, distributor_id, community_id, customer_id, category,
                   case when number % 100 in (7, 47, 87) then 'OFFLINE'
                        when number % 100 = 31 then 'MAINTENANCE'
                        when number % 100 in (11, 61) then 'PROVISIONING'
                        else 'ONLINE' end,
                   now()
            from registry.plan_node;
            create table registry.plan_group (like registry.node_group including all);
            insert into registry.plan_group (group_id, distributor_id, community_id, name, created_at, version)
            select format('00000000-0000-0004-0000-%s', lpad(to_hex(i), 12, '0'))::uuid,
                   format('00000000-0000-0001-0000-%s', lpad(to_hex(i % 20), 12, '0'))::uuid,
                   format('00000000-0000-0002-0000-%s', lpad(to_hex(i), 12, '0'))::uuid, 'Group', now(), 1
            from generate_series(0, 99) i;
            create table registry.plan_member (like registry.node_group_member including all);
            insert into registry.plan_member (group_number, node_number)
            select g.number, n.number
            from registry.plan_node n
            join registry.plan_group g on g.community_id = n.community_id and n.number % 3 = 0;
            analyze registry.plan_node, registry.plan_status, registry.plan_group, registry.plan_member;
            """;

    @Test
    void shouldReadNoPageByASequentialScan() throws SQLException {
        try (var database = EvaraServers.connectAsOwner("registry")) {
            database.setAutoCommit(false);
            try {
                populate(database, 100_000);
                var millis = new ArrayList<Double>();
                var scanned = new ArrayList<String>();
                for (Numbers list : lists()) {
                    var plan = explain(database, list);
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
            } finally {
                database.rollback();
            }
        }
    }

    /** A part of the plan that is not run reads nothing. */
    private static boolean readsTheWholeTable(String line) {
        return line.contains("Seq Scan on plan_node") && !line.contains("never executed");
    }

    /** Whether a search walks, or looks up what the walk did not find, is nobody's affair. */
    @Test
    void shouldFindTheSameWhicheverWayItSearches() throws SQLException {
        try (var database = EvaraServers.connectAsOwner("registry")) {
            database.setAutoCommit(false);
            try {
                populate(database, 5_000);
                for (Scope scope : SCOPES) {
                    for (NodeFilter filter : filters()) {
                        for (NodeOrder order : PLAIN_ORDERS) {
                            for (int limit : new int[] {1, 50, 200}) {
                                var page = new OrderedPageRequest(order.code(), limit, null);
                                assertThat(
                                                numbers(
                                                        database,
                                                        NodeList.of(scope, filter, order, page)))
                                        .as("%s %s %s %d", scope, filter, order, limit)
                                        .isEqualTo(
                                                numbers(
                                                        database,
                                                        plain(scope, filter, order, page)));
                            }
                        }
                    }
                }
            } finally {
                database.rollback();
            }
        }
    }

    @Test
    void shouldSearchInTheOrderOfAllLabelsByTheirIndexAlone() throws SQLException {
        try (var database = EvaraServers.connectAsOwner("registry")) {
            database.setAutoCommit(false);
            try {
                populate(database, 20_000);
                for (NodeOrder order : List.of(NodeOrder.LABEL, NodeOrder.LABEL_DOWN)) {
                    for (Place after : places()) {
                        var page = new OrderedPageRequest(order.code(), 50, after);
                        var filter = filter(query -> query.q = "north");
                        var list = NodeList.of(new Scope.Everything(), filter, order, page);

                        assertThat(explain(database, list))
                                .anyMatch(line -> line.contains("Index Only Scan"));
                    }
                }
            } finally {
                database.rollback();
            }
        }
    }

    @Test
    void shouldLookUpTheKeysOfAnImportByTheirIndex() throws SQLException {
        var communities = IntStream.range(0, 10_000).mapToObj(i -> COMMUNITY).toArray();
        var keys = IntStream.range(0, 10_000).mapToObj("new-%d"::formatted).toArray(String[]::new);
        try (var database = EvaraServers.connectAsOwner("registry")) {
            database.setAutoCommit(false);
            try {
                populate(database, 20_000);
                var sql = "explain " + NodeRows.TAKEN.replace(NODE, COPY);
                try (var statement = database.prepareStatement(sql)) {
                    statement.setArray(1, database.createArrayOf("uuid", communities));
                    statement.setArray(2, database.createArrayOf("text", keys));
                    assertThat(lines(statement)).noneMatch(NodeListPlanIT::readsTheWholeTable);
                }
            } finally {
                database.rollback();
            }
        }
    }

    private static Numbers plain(
            Scope scope, NodeFilter filter, NodeOrder order, OrderedPageRequest page) {
        var rows = filter.narrow(filter.start().within(scope, "n"));
        return new Numbers(
                "select n.number from registry.node n where %s order by %s limit %d"
                        .formatted(rows.text(), order.sql(), page.rowsToFetch()),
                rows.values());
    }

    private static List<Long> numbers(Connection database, Numbers list) throws SQLException {
        var numbers = new ArrayList<Long>();
        try (var statement = prepare(database, "", list);
                var rows = statement.executeQuery()) {
            while (rows.next()) {
                numbers.add(rows.getLong(1));
            }
        }
        return numbers;
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

    private static NodeFilter filter(java.util.function.Consumer<NodeQuery> wish) {
        var query = new NodeQuery();
        wish.accept(query);
        return NodeFilter.accept(query);
    }

    private static void populate(Connection database, int nodes) throws SQLException {
        try (var statement = database.createStatement()) {
            boolean _ = statement.execute(POPULATE.replace("%d", Integer.toString(nodes)));
        }
    }

    private static List<String> explain(Connection database, Numbers list) throws SQLException {
        try (var statement = prepare(database, "explain (analyze, costs off, timing off) ", list)) {
            return lines(statement);
        }
    }

    private static List<String> lines(PreparedStatement explained) throws SQLException {
        var plan = new ArrayList<String>();
        try (var rows = explained.executeQuery()) {
            while (rows.next()) {
                plan.add(rows.getString(1));
            }
        }
        return plan;
    }

    /** Of the copy. */
    private static PreparedStatement prepare(Connection database, String before, Numbers list)
            throws SQLException {
        var sql =
                list.sql()
                        .replace(NODE, COPY)
                        .replace("registry.node_status ", "registry.plan_status ")
                        .replace("registry.node_group ", "registry.plan_group ")
                        .replace("registry.node_group_member ", "registry.plan_member ");
        var order = PARAMETER.matcher(sql).results().map(found -> found.group(1)).toList();
        var statement = database.prepareStatement(before + PARAMETER.matcher(sql).replaceAll("?"));
        for (int i = 0; i < order.size(); i++) {
            statement.setObject(i + 1, list.values().get(Integer.parseInt(order.get(i)) - 1));
        }
        return statement;
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
