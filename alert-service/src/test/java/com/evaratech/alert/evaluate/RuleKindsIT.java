package com.evaratech.alert.evaluate;

import static com.evaratech.alert.Alerting.alerts;
import static com.evaratech.alert.Alerting.everywhere;
import static com.evaratech.alert.Alerting.judged;
import static com.evaratech.alert.Alerting.level;
import static com.evaratech.alert.Alerting.onNode;
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
import com.evaratech.local.testing.WithEvaraServers;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Each kind of condition from the stream to the alert, over a restart in its midst. */
@QuarkusTest
@WithEvaraServers(schema = "alerting")
class RuleKindsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject ReadingsPublisher publisher;
    @Inject EvaluationConsumer consumer;

    private final Fleet fleet = Fleet.create();

    private void send(NodeEntry node, Reading... readings) {
        new Alerting(publisher).send(node, readings);
    }

    private void restart(NodeEntry node, int judgedMinute) throws Exception {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(judged(node)).containsOnly("" + judgedMinute));
        consumer.stop();
        consumer.start();
    }

    private static void awaitAlerts(NodeEntry node, String... expected) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(alerts(node)).containsExactly(expected));
    }

    private static String told(NodeEntry node) {
        return texts(
                        """
                        select concat_ws(' ', metric, operator, threshold, value, '|', message)
                        from alerting.alert where node_id = '%s'
                        """
                                .formatted(node.id()))
                .getFirst();
    }

    @Test
    void shouldJudgeARateOverARestart() throws Exception {
        NodeEntry tank = fleet.tank();
        UUID _ =
                rule(
                        fleet,
                        everywhere(),
                        """
                        {"kind": "rate_of_change", "metric": "water_level_percent", "operator": "lt",
                         "threshold": -12, "clear_threshold": -2, "window_seconds": 1800}
                        """);

        send(tank, level(0, 90), level(5, 88), level(10, 86));
        restart(tank, 10);
        send(tank, level(15, 84), level(8, 10), level(20, 82));
        awaitAlerts(tank, "open 15");
        assertThat(told(tank))
                .isEqualTo(
                        "water_level_percent_per_hour lt -12 -24 |"
                                + " Water level changes by -24 % an hour over 30 min, below -12 %");

        send(tank, level(25, 82), level(30, 82), level(35, 82), level(40, 82), level(50, 82));
        awaitAlerts(tank, "resolved 15 50 cleared");
    }

    @Test
    void shouldJudgeAPumpWithoutFlowOverARestart() throws Exception {
        NodeEntry meter = fleet.flowMeter(ZoneId.of("UTC"));
        UUID _ =
                rule(
                        fleet,
                        onNode(meter),
                        "{\"kind\": \"dry_run\", \"min_flow_lpm\": 5, \"duration_seconds\": 120}");

        send(meter, pumping(0, Series.RUNNING, 0));
        restart(meter, 0);
        send(meter, flow(1, 0), flow(2, 0.5));
        awaitAlerts(meter, "open 2");
        assertThat(told(meter)).startsWith("flow_rate_lpm lt 5 0.5 | The pump runs while");

        send(meter, pumping(3, Series.STOPPED, 0));
        awaitAlerts(meter, "resolved 2 3 cleared");
    }

    @Test
    void shouldJudgeANightOverARestart() throws Exception {
        // Five and a half hours ahead: its window begins at 20:30 UTC, 510 minutes after noon.
        NodeEntry meter = fleet.flowMeter(ZoneId.of("Asia/Kolkata"));
        UUID _ =
                rule(
                        fleet,
                        onNode(meter),
                        """
                        {"kind": "night_flow", "from": "02:00", "until": "04:00", "threshold": 12}
                        """);

        send(meter, flow(500, 2), flow(510, 15), flow(540, 14));
        restart(meter, 540);
        send(meter, flow(600, 16), flow(530, 0));
        send(meter, flow(630, 1));

        awaitAlerts(meter, "open 630");
        assertThat(told(meter))
                .isEqualTo(
                        "min_night_flow_lpm gt 12 14 | The least flow from 02:00 to 04:00 was 14"
                                + " L/min, above 12 L/min");
    }

    @Test
    void shouldJudgeWhatIsUnusualOverARestart() throws Exception {
        NodeEntry meter = fleet.flowMeter(ZoneId.of("UTC"));
        UUID _ =
                rule(
                        fleet,
                        onNode(meter),
                        """
                        {"kind": "anomaly", "metric": "flow_rate_lpm", "direction": "above"}
                        """);
        int days = 7 * 1_440;
        Reading[] usual = new Reading[days / 30];
        for (int place = 0; place < usual.length; place++) {
            usual[place] = flow(30 * place, place % 2 == 0 ? 10 : 12);
        }

        send(meter, usual);
        restart(meter, days - 30);
        send(meter, flow(days, 90));

        awaitAlerts(meter, "open " + days);
        assertThat(told(meter))
                .startsWith("flow_rate_lpm gt ")
                .contains(" 90 | Flow rate is 90 L/min, expected at most ");
    }

    @Test
    void shouldJudgeSeveralComparisonsOverARestart() throws Exception {
        NodeEntry tank = fleet.tank();
        UUID _ =
                rule(
                        fleet,
                        everywhere(),
                        """
                        {"kind": "composite", "match": "all", "duration_seconds": 0, "conditions": [
                         {"metric": "water_level_percent", "operator": "lt", "threshold": 10},
                         {"metric": "battery_v", "operator": "gt", "threshold": 3.5}]}
                        """);

        send(tank, level(0, 9));
        restart(tank, 0);
        send(tank, measured(1, Metric.BATTERY_V, 3.6));
        awaitAlerts(tank, "open 1");
        assertThat(told(tank))
                .isEqualTo(
                        "conditions_met gte 2 2 |"
                                + " Water level is below 10 % and Battery is above 3.5 V");

        send(tank, level(2, 50));
        awaitAlerts(tank, "resolved 1 2 cleared");
    }

    private static Reading flow(int minute, double lpm) {
        return measured(minute, Metric.FLOW_RATE_LPM, lpm);
    }

    private static Reading measured(int minute, Metric metric, double value) {
        return Reading.of(Alerting.NOON.plusSeconds(60L * minute), Map.of(metric, value));
    }

    private static Reading pumping(int minute, double status, double lpm) {
        return Reading.of(
                Alerting.NOON.plusSeconds(60L * minute),
                Map.of(Metric.PUMP_STATUS, status, Metric.FLOW_RATE_LPM, lpm));
    }
}
