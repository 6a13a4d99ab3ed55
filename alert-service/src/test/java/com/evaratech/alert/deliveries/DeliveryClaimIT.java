package com.evaratech.alert.deliveries;

import static com.evaratech.alert.Alerting.asOwner;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.alert.Alerting;
import com.evaratech.alert.Fleet;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.reading.ReadingsPublisher;
import com.evaratech.local.testing.EvaraServers;
import com.evaratech.local.testing.WithEvaraServers;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What a look at ten thousand waiting deliveries costs, and that it is seen how many there are. */
@QuarkusTest
@WithEvaraServers(schema = "alerting")
class DeliveryClaimIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject DataSource database;
    @Inject ReadingsPublisher publisher;
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
            for (int route = 0; route < 20; route++) {
                long _ = waiting(connection, 500);
            }
            try (var statement = connection.createStatement()) {
                // Otherwise the plan is that of as many as autovacuum found when it last came by.
                boolean _ = statement.execute("analyze alerting.delivery");
            }
            var plan = new StringBuilder();
            try (var statement =
                    connection.prepareStatement(
                            "explain (analyze, costs off, timing off, buffers off) "
                                    + DeliveryQueue.CLAIM)) {
                statement.setArray(1, connection.createArrayOf("bigint", new Object[0]));
                statement.setArray(2, connection.createArrayOf("integer", new Object[0]));
                statement.setObject(3, OffsetDateTime.now(ZoneOffset.UTC));
                statement.setString(4, "1:1:");
                statement.setInt(5, 200);
                statement.setLong(6, 1_000);
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
                    .doesNotContain("Seq Scan on delivery", "rows=10000", "rows=500");
        }
    }

    @Test
    void shouldFindTheFormerAlertOfANodeAndARuleByAnIndexOfThem() throws SQLException {
        try (var connection = EvaraServers.connectAsOwner("alerting")) {
            connection.setAutoCommit(false);
            var plan = new StringBuilder();
            try (var statement = connection.createStatement()) {
                // Nodes that have had alerts of many rules.
                int _ =
                        statement.executeUpdate(
                                """
                                insert into alerting.alert (id, state, rule_number, rule_id, rule_version, rule_name,
                                    severity, node_number, node_id, distributor_id, community_id, metric, operator,
                                    threshold, value, last_value, pending_since, opened_at, last_value_at,
                                    resolved_at, resolved_reason)
                                select gen_random_uuid(), 'resolved', -(place / 200 %% 50) - 1, gen_random_uuid(),
                                    1, 'Low',
                                    'info', -1, cast(md5('%1$s' || place %% 200) as uuid), '%1$s', '%1$s', 'x', 'lt', 3,
                                    2, 2, now(), now(), now(),
                                    now(), 'cleared'
                                from generate_series(1, 20000) as place
                                """
                                        .formatted(community));
                boolean _ = statement.execute("analyze alerting.alert");
                try (var rows =
                        statement.executeQuery(
                                """
                                explain (analyze, costs off, timing off, buffers off)
                                select earlier.number from alerting.alert a
                                join alerting.alert earlier on earlier.node_id = a.node_id
                                    and earlier.rule_number = a.rule_number and earlier.number < a.number
                                where a.number = (
                                    select max(number) from alerting.alert where community_id = '%s')
                                order by earlier.number desc
                                limit 1
                                """
                                        .formatted(community))) {
                    while (rows.next()) {
                        plan.append(rows.getString(1)).append('\n');
                    }
                }
            } finally {
                connection.rollback();
            }

            assertThat(plan.toString()).contains("alert_of_node_and_rule");
        }
    }

    @Test
    void shouldNotTakeWhatWasWrittenAfterItWasLookedAt() throws SQLException {
        Fleet fleet = Fleet.create();
        NodeEntry tank = fleet.tank();
        UUID _ = Alerting.rule(fleet, Alerting.everywhere(), 0);
        new Alerting(publisher).send(tank, Alerting.level(0, 5));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(Alerting.alerts(tank)).containsExactly("open 0"));
        var queue = new DeliveryQueue(database);
        try (var connection = EvaraServers.connectAsOwner("alerting")) {
            long route = waiting(connection, 0);
            UUID delivery = tells(connection, route, tank);

            var looked = queue.withhold(Instant.now(Clock.systemUTC()));
            connection.commit();

            try {
                assertThat(queue.claim(looked, 200, routesBut(route)))
                        .extracting(Claimed::id)
                        .doesNotContain(delivery);
            } finally {
                asOwner("delete from alerting.route where number = " + route);
            }
        }
    }

    /** All others have as many under way as they may. */
    private static Map<Long, Integer> routesBut(long route) {
        return Alerting.texts("select number from alerting.route where number <> " + route).stream()
                .collect(toMap(Long::valueOf, _ -> DeliveryQueue.OF_ONE_ROUTE));
    }

    /** A delivery of a node's alert; its id. */
    private static UUID tells(Connection connection, long route, NodeEntry node)
            throws SQLException {
        try (var statement = connection.createStatement();
                var row =
                        statement.executeQuery(
                                """
                                insert into alerting.delivery (route_number, distributor_id, community_id,
                                    alert_number, event, body, due_at, created_at)
                                select r.number, r.distributor_id, r.community_id, a.number, 'opened', '{}',
                                    now(), now()
                                from alerting.route r, alerting.alert a
                                where r.number = %d and a.node_id = '%s'
                                returning id
                                """
                                        .formatted(route, node.id()))) {
            assertThat(row.next()).isTrue();
            return row.getObject(1, UUID.class);
        }
    }

    @Test
    void shouldShowWhatWaitsByTheKindOfItsReceiver() throws SQLException {
        var seen = new SimpleMeterRegistry();
        var backlog = new DeliveryBacklog(database, seen);
        long route;
        try (var connection = EvaraServers.connectAsOwner("alerting")) {
            route = waiting(connection, 3);
            try (var statement = connection.createStatement()) {
                // So that nobody tries them.
                int _ =
                        statement.executeUpdate(
                                """
                                update alerting.delivery set held = 'silence', due_at = now() + interval '1 hour'
                                where route_number = %d
                                """
                                        .formatted(route));
            }
            connection.commit();
        }

        try {
            assertThat(backlog.run()).isPositive();
        } finally {
            asOwner("delete from alerting.route where number = " + route);
        }

        assertThat(seen.get(DeliveryBacklog.HELD).tag("kind", "slack").gauge().value())
                .isGreaterThanOrEqualTo(3);
        for (RouteKind kind : RouteKind.values()) {
            assertThat(seen.get(DeliveryBacklog.WAITING).tag("kind", kind.code()).gauge().value())
                    .isNotNegative();
        }
        await().atMost(PATIENCE)
                .until(() ->
                        metrics.find(DeliveryBacklog.AGE).gauges().size()
                                == RouteKind.values().length);
    }
}
