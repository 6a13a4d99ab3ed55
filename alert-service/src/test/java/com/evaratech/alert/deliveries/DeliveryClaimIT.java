package com.evaratech.alert.deliveries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.local.testing.EvaraServers;
import com.evaratech.local.testing.WithEvaraServers;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What a look at ten thousand waiting deliveries costs, and that it is seen how many there are. */
@QuarkusTest
@WithEvaraServers(schema = "alerting")
class DeliveryClaimIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject DataSource database;
    @Inject MeterRegistry metrics;

    private final UUID community = UUID.randomUUID();

    /** In a transaction that nobody sees and that is taken back. */
    private long waiting(Connection connection, int count) throws SQLException {
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement();
                var route =
                        statement.executeQuery(
                                """
                                insert into alerting.route (id, version, distributor_id, community_id, name, url,
                                    secret, least_severity, enabled, created_at, kind)
                                values (gen_random_uuid(), 1, gen_random_uuid(), '%s', 'Many', 'https://x.example',
                                    '', 'info', true, now(), 'slack')
                                returning number
                                """
                                        .formatted(community))) {
            assertThat(route.next()).isTrue();
            long number = route.getLong(1);
            try (var rows = connection.createStatement()) {
                int _ =
                        rows.executeUpdate(
                                """
                                insert into alerting.delivery
                                    (route_number, distributor_id, community_id, event, body, due_at, created_at)
                                select number, distributor_id, community_id, 'test', '{}',
                                    now() - place * interval '1 second', now()
                                from alerting.route, generate_series(1, %d) as place where number = %d
                                """
                                        .formatted(count, number));
            }
            return number;
        }
    }

    @Test
    void shouldLookAtTheFirstOfEachReceiverOnly() throws SQLException {
        try (var connection = EvaraServers.connectAsOwner("alerting")) {
            long _ = waiting(connection, 10_000);
            var plan = new StringBuilder();
            try (var statement =
                    connection.prepareStatement(
                            "explain (analyze, costs off, timing off, buffers off) "
                                    + DeliveryQueue.CLAIM)) {
                statement.setArray(1, connection.createArrayOf("bigint", new Object[0]));
                statement.setInt(2, 200);
                statement.setLong(3, 1_000);
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) {
                        plan.append(rows.getString(1)).append('\n');
                    }
                }
            } finally {
                connection.rollback();
            }

            assertThat(plan.toString())
                    .contains("delivery_due_of_route")
                    .doesNotContain("Seq Scan on delivery", "rows=10000");
        }
    }

    @Test
    void shouldShowWhatWaitsByTheKindOfItsReceiver() throws SQLException {
        var seen = new SimpleMeterRegistry();
        var backlog = new DeliveryBacklog(database, seen);

        assertThat(backlog.run()).isPositive();

        for (RouteKind kind : RouteKind.values()) {
            assertThat(seen.get(DeliveryBacklog.WAITING).tag("kind", kind.code()).gauge().value())
                    .isNotNegative();
            assertThat(seen.get(DeliveryBacklog.HELD).tag("kind", kind.code()).gauge().value())
                    .isNotNegative();
        }
        await().atMost(PATIENCE)
                .until(() ->
                        metrics.find(DeliveryBacklog.AGE).gauges().size()
                                == RouteKind.values().length);
    }
}
