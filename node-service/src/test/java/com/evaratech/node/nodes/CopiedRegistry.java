package com.evaratech.node.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.common.access.Scope;
import com.evaratech.common.page.OrderedPageRequest;
import com.evaratech.local.testing.EvaraServers;
import com.evaratech.node.nodes.NodeList.Numbers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** A large registry in a copy of its tables that nobody else sees, and that goes with the test. */
final class CopiedRegistry implements AutoCloseable {

    private static final Pattern PARAMETER = Pattern.compile("\\$(\\d+)");

    static final UUID DISTRIBUTOR = new UUID(1, 1);
    static final UUID COMMUNITY = new UUID(2, 7);
    static final UUID CUSTOMER = new UUID(3, 7);
    static final UUID GROUP = new UUID(4, 7);

    static final List<Scope> SCOPES =
            List.of(
                    new Scope.Everything(),
                    new Scope.OfDistributor(DISTRIBUTOR),
                    new Scope.OfCommunity(COMMUNITY),
                    new Scope.OfCustomer(CUSTOMER, COMMUNITY));

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
                (number, node_id, distributor_id, community_id, customer_id, category, label, status, since)
            select number, node_id, distributor_id, community_id, customer_id, category, label,
                   case when number % 100 in (7, 47, 87) then 'OFFLINE'
                        when number % 100 = 31 then 'MAINTENANCE'
                        when number % 100 in (11, 61) then 'PROVISIONING'
                        else 'ONLINE' end,
                   now()
            from registry.plan_node;
            create table registry.plan_distributor (like registry.distributor including all);
            insert into registry.plan_distributor (distributor_id, name, slug, created_at)
            select format('00000000-0000-0001-0000-%s', lpad(to_hex(i), 12, '0'))::uuid, 'Works ' || i, 'works-' || i,
                   now()
            from generate_series(0, 19) i;
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
            analyze registry.plan_node, registry.plan_status, registry.plan_distributor, registry.plan_group,
                registry.plan_member;
            """;

    private final Connection database;

    /** Of so many nodes. */
    CopiedRegistry(int nodes) throws SQLException {
        database = EvaraServers.connectAsOwner("registry");
        database.setAutoCommit(false);
        try (var statement = database.createStatement()) {
            boolean _ = statement.execute(POPULATE.replace("%d", Integer.toString(nodes)));
        }
    }

    Connection connection() {
        return database;
    }

    @Override
    public void close() throws SQLException {
        database.rollback();
        database.close();
    }

    /** What a filter says, asked for in the plainest way. */
    static Numbers plain(Scope scope, NodeFilter filter, NodeOrder order, OrderedPageRequest page) {
        var rows = filter.narrow(filter.start().within(scope, "n"));
        return new Numbers(
                "select n.number from registry.node n where %s order by %s limit %d"
                        .formatted(rows.text(), order.sql(), page.rowsToFetch()),
                rows.values());
    }

    static NodeFilter filter(Consumer<NodeQuery> wish) {
        var query = new NodeQuery();
        wish.accept(query);
        return NodeFilter.accept(query);
    }

    List<Long> numbers(Numbers list) throws SQLException {
        var numbers = new ArrayList<Long>();
        try (var statement = prepare("", list);
                var rows = statement.executeQuery()) {
            while (rows.next()) {
                numbers.add(rows.getLong(1));
            }
        }
        return numbers;
    }

    String label(long number) throws SQLException {
        try (var statement =
                database.prepareStatement(
                        "select label from registry.plan_node where number = ?")) {
            statement.setLong(1, number);
            try (var row = statement.executeQuery()) {
                assertThat(row.next()).isTrue();
                return row.getString(1);
            }
        }
    }

    List<String> explain(Numbers list) throws SQLException {
        try (var statement = prepare("explain (analyze, costs off, timing off) ", list)) {
            return lines(statement);
        }
    }

    static List<String> lines(PreparedStatement explained) throws SQLException {
        var plan = new ArrayList<String>();
        try (var rows = explained.executeQuery()) {
            while (rows.next()) {
                plan.add(rows.getString(1));
            }
        }
        return plan;
    }

    /** A query of the registry's tables, asked of the copy. */
    static String inCopy(String sql) {
        return sql.replace("registry.node ", "registry.plan_node ")
                .replace("registry.node_status ", "registry.plan_status ")
                .replace("registry.distributor ", "registry.plan_distributor ")
                .replace("registry.node_group ", "registry.plan_group ")
                .replace("registry.node_group_member ", "registry.plan_member ");
    }

    private PreparedStatement prepare(String before, Numbers list) throws SQLException {
        var sql = inCopy(list.sql());
        var order = PARAMETER.matcher(sql).results().map(found -> found.group(1)).toList();
        var statement = database.prepareStatement(before + PARAMETER.matcher(sql).replaceAll("?"));
        for (int i = 0; i < order.size(); i++) {
            statement.setObject(i + 1, list.values().get(Integer.parseInt(order.get(i)) - 1));
        }
        return statement;
    }
}
