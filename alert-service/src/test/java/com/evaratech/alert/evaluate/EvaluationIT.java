package com.evaratech.alert.evaluate;

import static com.evaratech.alert.Alerting.alerts;
import static com.evaratech.alert.Alerting.asOwner;
import static com.evaratech.alert.Alerting.everywhere;
import static com.evaratech.alert.Alerting.judged;
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
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.reading.Reading;
import com.evaratech.common.reading.ReadingsPublisher;
import com.evaratech.common.stream.publish.Acceptance.Accepted;
import com.evaratech.local.testing.EvaraServers;
import com.evaratech.local.testing.TestDirectory;
import com.evaratech.local.testing.WithEvaraServers;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithEvaraServers(schema = "alerting")
class EvaluationIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject ReadingsPublisher publisher;
    @Inject EvaluationConsumer consumer;
    @Inject MeterRegistry metrics;

    private final Fleet fleet = Fleet.create();

    private void send(NodeEntry node, Reading... readings) {
        new Alerting(publisher).send(node, readings);
    }

    private static void awaitAlerts(NodeEntry node, String... expected) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(alerts(node)).containsExactly(expected));
    }

    private static void awaitJudged(NodeEntry node, int minute) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(judged(node)).containsOnly("" + minute));
    }

    @Test
    void shouldOpenAfterTheDurationInEventTimeAndResolveByItself() {
        NodeEntry tank = fleet.tank();
        UUID _ = rule(fleet, everywhere(), 300);

        send(tank, level(0, 9), level(4, 8));
        awaitJudged(tank, 4);
        assertThat(phases(tank)).containsExactly("pending");
        assertThat(alerts(tank)).isEmpty();

        send(tank, level(5, 7));
        awaitAlerts(tank, "open 5");

        send(tank, level(6, 11), level(7, 12.4));
        awaitJudged(tank, 7);
        assertThat(alerts(tank)).containsExactly("open 5");

        send(tank, level(8, 13));
        awaitAlerts(tank, "resolved 5 8 cleared");
        assertThat(
                        texts(
                                """
                                select concat_ws(' ', value, last_value, pending_since at time zone 'UTC', severity,
                                                 metric, operator, threshold, rule_name, rule_version)
                                from alerting.alert where node_id = '%s'
                                """
                                        .formatted(tank.id())))
                .containsExactly(
                        "7 13 2026-05-01 12:00:00 critical water_level_percent lt 10 Low tank 1");
    }

    @Test
    void shouldOpenAndResolveWithinOneEntry() {
        NodeEntry tank = fleet.tank();
        UUID _ = rule(fleet, everywhere(), 0);

        send(tank, level(0, 9), level(1, 20), level(2, 8), level(3, 21), level(4, 5));

        awaitAlerts(tank, "resolved 0 1 cleared", "resolved 2 3 cleared", "open 4");
    }

    @Test
    void shouldNotReopenByLateReadings() {
        NodeEntry tank = fleet.tank();
        UUID _ = rule(fleet, everywhere(), 0);
        send(tank, level(5, 9), level(10, 50));
        awaitAlerts(tank, "resolved 5 10 cleared");

        send(tank, level(7, 1), level(10, 1), level(6, 2));
        send(tank, level(11, 51));

        awaitJudged(tank, 11);
        assertThat(alerts(tank)).containsExactly("resolved 5 10 cleared");
    }

    @Test
    void shouldLeaveReadingsWithoutTheMetricAlone() {
        NodeEntry tank = fleet.tank();
        UUID _ = rule(fleet, everywhere(), 120);
        Reading other = Reading.of(Alerting.NOON.plusSeconds(90), Map.of(Metric.PH, 7.0));

        send(tank, level(0, 9), other, level(2, 9));

        awaitAlerts(tank, "open 2");
    }

    @Test
    void shouldWatchByTagCategoryNodeAndCommunity() {
        NodeEntry roof = fleet.tank("roof", "old");
        NodeEntry plain = fleet.tank();
        NodeEntry sump = fleet.sump();
        NodeEntry foreign = Fleet.create().tank("roof");
        UUID byTag = rule(fleet, "{\"kind\": \"tag\", \"tag\": \"roof\"}", 0);
        UUID byCategory = rule(fleet, "{\"kind\": \"category\", \"category\": \"SUMP\"}", 0);
        UUID byNode = rule(fleet, onNode(plain), 0);
        UUID byCommunity = rule(fleet, everywhere(), 0);

        List.of(foreign, roof, plain, sump).forEach(node -> send(node, level(0, 1)));

        awaitRules(roof, byTag, byCommunity);
        awaitRules(plain, byNode, byCommunity);
        awaitRules(sump, byCategory, byCommunity);
        assertThat(alerts(foreign)).isEmpty();
    }

    private static void awaitRules(NodeEntry node, UUID... rules) {
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(
                                        texts(
                                                "select rule_id from alerting.alert where node_id = '%s'"
                                                        .formatted(node.id())))
                                .containsExactlyInAnyOrderElementsOf(
                                        List.of(rules).stream().map(UUID::toString).toList()));
    }

    @Test
    void shouldJudgeByARuleFromTheFirstRoundAfterItWasCreated() {
        NodeEntry tank = fleet.tank();
        UUID first = rule(fleet, everywhere(), 3_600);
        send(tank, level(0, 1));
        awaitJudged(tank, 0);

        UUID second = rule(fleet, everywhere(), 0);
        send(tank, level(1, 1));

        awaitRules(tank, second);
        assertThat(first).isNotEqualTo(second);
    }

    @Test
    void shouldEndAlertsOfARuleThatChangedAndStartAnew() {
        NodeEntry tank = fleet.tank();
        UUID id = rule(fleet, everywhere(), 0);
        send(tank, level(0, 9));
        awaitAlerts(tank, "open 0");

        asOwner(
                "update alerting.rule set version = 2, threshold = 5, clear_threshold = 6 where id = '%s'"
                        .formatted(id));
        send(tank, level(1, 8));
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(reasons(tank)).containsExactly("resolved rule_changed"));

        send(tank, level(2, 4));
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(reasons(tank)).containsExactly("resolved rule_changed", "open"));
    }

    @Test
    void shouldEndAlertsOfARuleThatIsDisabled() {
        NodeEntry tank = fleet.tank();
        UUID id = rule(fleet, everywhere(), 0);
        send(tank, level(0, 9));
        awaitAlerts(tank, "open 0");

        asOwner(
                "update alerting.rule set version = 2, enabled = false where id = '%s'"
                        .formatted(id));
        send(tank, level(1, 1));

        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(reasons(tank)).containsExactly("resolved rule_disabled"));
        assertThat(phases(tank)).isEmpty();
    }

    @Test
    void shouldWaitForANodeThatTheDirectoryTellsOfALittleLater() {
        NodeEntry tank = fleet.unpublished(null, "OHT");
        UUID _ = rule(fleet, everywhere(), 0);

        send(tank, level(0, 9));
        TestDirectory.publish(tank);

        awaitAlerts(tank, "open 0");
    }

    @Test
    void shouldPassOverAndCountNodesThatStayUnknownWhileOthersGoOn() {
        NodeEntry stranger = fleet.unpublished(null, "OHT");
        NodeEntry tank = fleet.tank();
        UUID _ = rule(fleet, everywhere(), 0);
        double before = passedOver();

        send(stranger, level(0, 9));
        send(tank, level(0, 9));

        awaitAlerts(tank, "open 0");
        await().atMost(PATIENCE).until(() -> passedOver() >= before + 1);

        TestDirectory.publish(stranger);
        send(stranger, level(1, 9));
        awaitAlerts(stranger, "open 1");
    }

    private double passedOver() {
        return metrics.get(NodeLookup.PASSED_OVER).counter().count();
    }

    @Test
    void shouldKeepPendingSinceOverARestart() throws Exception {
        NodeEntry tank = fleet.tank();
        UUID _ = rule(fleet, everywhere(), 300);
        send(tank, level(0, 9));
        awaitJudged(tank, 0);

        consumer.stop();
        send(tank, level(5, 8));
        consumer.start();

        awaitAlerts(tank, "open 5");
    }

    @Test
    void shouldKnowLateReadingsAsLateOverARestart() throws Exception {
        NodeEntry tank = fleet.tank();
        UUID _ = rule(fleet, everywhere(), 0);
        // Of the second one nothing is written but that it was judged.
        send(tank, level(0, 50));
        awaitJudged(tank, 0);
        send(tank, level(10, 50));
        awaitJudged(tank, 10);

        consumer.stop();
        send(tank, level(7, 1), level(11, 51));
        consumer.start();

        awaitJudged(tank, 11);
        assertThat(alerts(tank)).isEmpty();
    }

    @Test
    void shouldKeepOneOpenAlertWhenItsEntriesAreReadAgain() throws Exception {
        NodeEntry tank = fleet.tank();
        UUID _ = rule(fleet, everywhere(), 0);
        Accepted first = new Alerting(publisher).place(tank, level(0, 50));
        awaitJudged(tank, 0);
        send(tank, level(1, 9), level(2, 20), level(3, 8));
        awaitAlerts(tank, "resolved 1 2 cleared", "open 3");

        consumer.stop();
        asOwner(
                """
                update alerting.stream_position set position_ms = %d, position_seq = %d
                where consumer = 'alerting' and partition = %d
                """
                        .formatted(first.id().millis(), first.id().sequence(), first.partition()));
        consumer.start();
        send(tank, level(4, 7));

        awaitJudged(tank, 4);
        assertThat(alerts(tank)).containsExactly("resolved 1 2 cleared", "open 3");
    }

    @Test
    void shouldHaveARoundsEffectsOnceWhenItsConnectionIsKilled() throws Exception {
        NodeEntry tank = fleet.tank();
        UUID _ = rule(fleet, everywhere(), 0);
        send(tank, level(0, 50));
        awaitJudged(tank, 0);

        try (var blocker = EvaraServers.connectAsOwner("alerting");
                var statement = blocker.createStatement()) {
            blocker.setAutoCommit(false);
            // The round writes states, and waits at its alerts.
            boolean _ = statement.execute("lock table alerting.alert in share mode");
            send(tank, level(1, 9));
            await().atMost(PATIENCE).until(() -> !blocked().isEmpty());
            assertThat(texts("select pg_terminate_backend(%s)".formatted(blocked().getFirst())))
                    .containsExactly("t");
            await().atMost(PATIENCE).until(() -> judged(tank).equals(List.of("0")));
            blocker.rollback();
        }

        awaitAlerts(tank, "open 1");
        send(tank, level(2, 30));
        awaitAlerts(tank, "resolved 1 2 cleared");
    }

    private static List<String> blocked() {
        return texts(
                """
                select pid from pg_stat_activity
                where usename = current_user and wait_event_type = 'Lock' and query like '%alerting.alert%'
                """);
    }

    @Test
    void shouldShowHowManyAlertsAreOpen() {
        NodeEntry tank = fleet.tank();
        UUID _ = rule(fleet, everywhere(), 0);
        double before = open();

        send(tank, level(0, 9));
        awaitAlerts(tank, "open 0");
        assertThat(open()).isEqualTo(before + 1);

        send(tank, level(1, 90));
        awaitAlerts(tank, "resolved 0 1 cleared");
        assertThat(open()).isEqualTo(before);
    }

    private double open() {
        return metrics.get(EvaluationMetrics.ALERTS)
                .tag("state", "open")
                .tag("severity", "critical")
                .gauge()
                .value();
    }
}
