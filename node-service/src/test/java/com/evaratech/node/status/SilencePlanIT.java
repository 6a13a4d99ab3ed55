package com.evaratech.node.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.local.testing.EvaraServers;
import com.evaratech.local.testing.WithEvaraServers;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/** A look for silent nodes among 100,000 reads those whose time is up, and no others. */
@QuarkusTest
@WithEvaraServers(schema = "registry")
class SilencePlanIT {

    private static final Logger LOG = Logger.getLogger(SilencePlanIT.class);

    // In a copy that nobody else sees. A thousandth is due; as many channels cannot be read.
    private static final String POPULATE =
            """
            create table registry.plan_seen (like registry.node_seen including all);
            insert into registry.plan_seen
                (number, offline_after_ms, last_seen_ms, source, partition, check_ms, polled_ms)
            select i, 180000, 1000000, 1 + i % 2, i % 16,
                   case when i % 1000 = 1 then 2000000 when i % 1000 = 2 then 2000000 else 9000000 end, 0
            from generate_series(1, 100000) i;
            create table registry.plan_watermark (like registry.source_watermark including all);
            insert into registry.plan_watermark (partition, source, at_ms, resumed_ms)
            select p, s, 3000000, 0 from generate_series(0, 15) p, generate_series(1, 2) s;
            analyze registry.plan_seen;
            analyze registry.plan_watermark;
            """;

    @Test
    void shouldFindSilentNodesByTheirIndex() throws SQLException {
        try (var database = EvaraServers.connectAsOwner("registry")) {
            database.setAutoCommit(false);
            try (var statement = database.createStatement()) {
                boolean _ = statement.execute(POPULATE);

                var plan = explain(database);

                LOG.infof("Look at 100,000 nodes: %s", plan.getLast());
                assertThat(String.join("\n", plan))
                        .contains("plan_seen_partition_source_check_ms_idx")
                        .doesNotContain("Seq Scan on plan_seen");
                assertThat(silent(database)).isEqualTo(100);
            } finally {
                database.rollback();
            }
        }
    }

    private static List<String> explain(Connection database) throws SQLException {
        var sql =
                "explain (analyze, costs off, timing off) "
                        + SeenTable.JUDGE
                                .replace("registry.node_seen", "registry.plan_seen")
                                .replace("registry.source_watermark", "registry.plan_watermark");
        try (var statement = database.prepareStatement(sql)) {
            statement.setArray(
                    1, database.createArrayOf("int", IntStream.range(0, 16).boxed().toArray()));
            try (var rows = statement.executeQuery()) {
                var plan = new ArrayList<String>();
                while (rows.next()) {
                    plan.add(rows.getString(1));
                }
                return plan;
            }
        }
    }

    private static long silent(Connection database) throws SQLException {
        try (var statement = database.createStatement();
                var row =
                        statement.executeQuery(
                                "select count(*) from registry.plan_seen where silent_since_ms is not null")) {
            assertThat(row.next()).isTrue();
            return row.getLong(1);
        }
    }
}
