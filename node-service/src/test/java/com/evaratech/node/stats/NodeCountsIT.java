package com.evaratech.node.stats;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.common.directory.NodeStatus;
import com.evaratech.local.testing.EvaraServers;
import com.evaratech.local.testing.WithEvaraServers;
import com.evaratech.node.Person;
import com.evaratech.node.Tenant;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The counters say what counting anew would say, after whatever changes, and at any moment. */
@QuarkusTest
@WithEvaraServers(schema = "registry")
class NodeCountsIT {

    private static final List<NodeStatus> STATUSES = List.of(NodeStatus.values());
    private static final String[] CATEGORIES = {"OHT", "SUMP", "BOREWELL", "PUMP_HOUSE"};

    // In one statement, so of one moment, also while others change nodes.
    private static final String DIFFERENT =
            """
            with counted as (
                select scope, category, status, sum(nodes) as nodes
                from (select scope, category, status, nodes from registry.node_count
                      union all
                      select scope, category, status, nodes from registry.node_count_change) c
                group by scope, category, status having sum(nodes) <> 0),
            recounted as (
                select place.scope, s.category, s.status, count(*)::numeric as nodes
                from registry.node_status s,
                    unnest(array['00000000-0000-0000-0000-000000000000', s.distributor_id,
                                 s.community_id, s.customer_id]) as place (scope)
                where place.scope is not null
                group by place.scope, s.category, s.status)
            select count(*) from ((table counted except table recounted)
                                  union all (table recounted except table counted)) d
            """;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldEqualARecountAfterRandomChanges(long seed) throws Exception {
        var tenants = List.of(Tenant.create(), Tenant.create());
        for (Tenant tenant : tenants) {
            register(tenant);
        }
        try (var threads = Executors.newFixedThreadPool(3)) {
            List<Callable<Void>> changers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                var random = new Random(31 * seed + i);
                var tenant = tenants.get(i % 2);
                changers.add(() -> {
                    change(tenant, random);
                    return null;
                });
            }
            for (var changed : threads.invokeAll(changers)) {
                var _ = changed.get();
            }
        }

        assertThat(different()).isZero();
    }

    @Test
    void shouldForgetANodeThatIsDeleted() throws Exception {
        var tenant = Tenant.create();
        try (var connection = EvaraServers.connectAsOwner("registry")) {
            execute(
                    connection,
                    "delete from registry.node where node_id = '%s'".formatted(tenant.node()));
        }

        assertThat(different()).isZero();
        var left = Person.superadmin().get("/api/v1/nodes?community=" + tenant.community());
        assertThat(left.<List<?>>path("items")).isEmpty();
    }

    private static void register(Tenant tenant) {
        for (int i = 0; i < 8; i++) {
            var wish = new HashMap<String, Object>(Tenant.nodeOf(tenant.community(), Tenant.key()));
            wish.put("category", CATEGORIES[i % CATEGORIES.length]);
            var _ = Person.superadmin().add("/api/v1/nodes", wish);
        }
    }

    /** Changes of the rows that triggers count, some of them taken back. */
    private static void change(Tenant tenant, Random random) throws SQLException {
        try (var connection = EvaraServers.connectAsOwner("registry")) {
            connection.setAutoCommit(false);
            for (int i = 0; i < 60; i++) {
                lock(connection, tenant);
                execute(connection, statement(tenant, random));
                execute(connection, statement(tenant, random));
                if (i % 10 == 0) {
                    assertThat(different(connection)).isZero();
                }
                if (random.nextInt(4) == 0) {
                    connection.rollback();
                } else {
                    connection.commit();
                }
            }
        }
    }

    private static void lock(Connection connection, Tenant tenant) throws SQLException {
        execute(
                connection,
                "select from registry.node where community_id = '%s' order by number for update"
                        .formatted(tenant.community()));
    }

    private static String statement(Tenant tenant, Random random) {
        var some =
                " where community_id = '%s' and number %% %d = 0"
                        .formatted(tenant.community(), 1 + random.nextInt(4));
        return switch (random.nextInt(4)) {
            case 0 ->
                    "update registry.node set category = '%s'"
                                    .formatted(CATEGORIES[random.nextInt(CATEGORIES.length)])
                            + some;
            case 1 ->
                    "update registry.node set customer_id = "
                            + (random.nextBoolean() ? "null" : "'" + tenant.customer() + "'")
                            + some;
            default ->
                    "update registry.node_status set status = '%s'"
                                    .formatted(STATUSES.get(random.nextInt(STATUSES.size())))
                            + some;
        };
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            boolean _ = statement.execute(sql);
        }
    }

    private static long different() throws SQLException {
        try (var connection = EvaraServers.connectAsRuntime("registry")) {
            return different(connection);
        }
    }

    private static long different(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(DIFFERENT)) {
            assertThat(row.next()).isTrue();
            return row.getLong(1);
        }
    }
}
