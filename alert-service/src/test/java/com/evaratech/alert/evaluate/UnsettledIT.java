package com.evaratech.alert.evaluate;

import static com.evaratech.alert.Alerting.alerts;
import static com.evaratech.alert.Alerting.asOwner;
import static com.evaratech.alert.Alerting.everywhere;
import static com.evaratech.alert.Alerting.level;
import static com.evaratech.alert.Alerting.onNode;
import static com.evaratech.alert.Alerting.phases;
import static com.evaratech.alert.Alerting.reasons;
import static com.evaratech.alert.Alerting.rule;
import static com.evaratech.alert.Alerting.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.alert.Alerting;
import com.evaratech.alert.Fleet;
import com.evaratech.common.access.Placement;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.reading.Reading;
import com.evaratech.common.reading.ReadingsPublisher;
import com.evaratech.local.testing.TestDirectory;
import com.evaratech.local.testing.WithEvaraServers;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Alerts end with what they were for, also when no reading comes. */
@QuarkusTest
@WithEvaraServers(schema = "alerting")
class UnsettledIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject ReadingsPublisher publisher;
    @Inject EvaluationConsumer consumer;

    private final Fleet fleet = Fleet.create();

    private void send(NodeEntry node, Reading... readings) {
        new Alerting(publisher).send(node, readings);
    }

    private static void awaitAlerts(NodeEntry node, String... expected) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(alerts(node)).containsExactly(expected));
    }

    @Test
    void shouldEndTheAlertOfARuleThatChangedWithoutAnotherReading() {
        NodeEntry tank = fleet.tank();
        UUID id = rule(fleet, onNode(tank), 0);
        send(tank, level(0, 9));
        awaitAlerts(tank, "open 0");

        asOwner(
                "update alerting.rule set version = 2, threshold = 5 where id = '%s'"
                        .formatted(id));

        awaitReasons(tank, "resolved rule_changed");
        assertThat(phases(tank)).isEmpty();
    }

    @Test
    void shouldEndTheAlertOfANodeThatIsGone() {
        NodeEntry tank = fleet.tank();
        UUID _ = rule(fleet, everywhere(), 0);
        send(tank, level(0, 9));
        awaitAlerts(tank, "open 0");

        TestDirectory.removeNode(tank.id());

        awaitReasons(tank, "resolved node_deleted");
        assertThat(phases(tank)).isEmpty();
    }

    @Test
    void shouldEndTheAlertOfANodeThatWentWhileNobodyJudged() throws Exception {
        NodeEntry tank = fleet.tank();
        UUID _ = rule(fleet, everywhere(), 0);
        send(tank, level(0, 9));
        awaitAlerts(tank, "open 0");

        consumer.stop();
        TestDirectory.removeNode(tank.id());
        consumer.start();

        awaitReasons(tank, "resolved node_deleted");
    }

    @Test
    void shouldNotLeaveAnAlertToTheCustomerThatANodeWasTakenFrom() {
        NodeEntry tank = fleet.tank();
        UUID _ = rule(fleet, everywhere(), 0);
        send(tank, level(0, 9));
        awaitAlerts(tank, "open 0");
        Placement place = tank.placement();
        UUID customer = UUID.randomUUID();

        TestDirectory.publish(
                new NodeEntry(
                        2,
                        tank.id(),
                        tank.number(),
                        tank.kind(),
                        tank.category(),
                        new Placement(place.distributorId(), place.communityId(), customer),
                        List.of()));

        awaitReasons(tank, "resolved unbound");
        send(tank, level(1, 8));
        awaitReasons(tank, "resolved unbound", "open");
        assertThat(
                        texts(
                                "select customer_id from alerting.alert where state = 'open' and node_id = '%s'"
                                        .formatted(tank.id())))
                .containsExactly(customer.toString());
    }

    @Test
    void shouldEndTheAlertOfANodeThatItsRuleDoesNotWatchAnyMore() {
        NodeEntry tank = fleet.tank("roof");
        UUID _ = rule(fleet, "{\"kind\": \"tag\", \"tag\": \"roof\"}", 0);
        send(tank, level(0, 9));
        awaitAlerts(tank, "open 0");

        Placement place = tank.placement();
        TestDirectory.publish(
                new NodeEntry(
                        2,
                        tank.id(),
                        tank.number(),
                        tank.kind(),
                        tank.category(),
                        place,
                        List.of()));
        send(tank, level(1, 8));

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(reasons(tank)).containsExactly("resolved unbound"));
    }

    private static void awaitReasons(NodeEntry node, String... expected) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(reasons(node)).containsExactly(expected));
    }
}
