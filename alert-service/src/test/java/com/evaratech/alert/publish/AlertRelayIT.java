package com.evaratech.alert.publish;

import static com.evaratech.alert.Alerting.everywhere;
import static com.evaratech.alert.Alerting.level;
import static com.evaratech.alert.Alerting.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.alert.Alerting;
import com.evaratech.alert.Fleet;
import com.evaratech.common.alerting.AlertEvent;
import com.evaratech.common.alerting.AlertFacts;
import com.evaratech.common.alerting.AlertFacts.Crossing;
import com.evaratech.common.alerting.AlertFacts.Ending;
import com.evaratech.common.alerting.AlertStream;
import com.evaratech.common.bus.Bus;
import com.evaratech.common.bus.BusConnection;
import com.evaratech.common.bus.Command;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.reading.ReadingsPublisher;
import com.evaratech.common.stream.StreamId;
import com.evaratech.common.trace.Traceparent;
import com.evaratech.local.testing.WithEvaraServers;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Span;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Protocol;

@QuarkusTest
@WithEvaraServers(schema = "alerting")
class AlertRelayIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String LOW = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static final String FULL = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @Inject ReadingsPublisher publisher;
    @Inject Bus bus;
    @Inject MeterRegistry metrics;

    private final Fleet fleet = Fleet.create();

    @Test
    void shouldTellWhatOpenedAndEndedWithTheTraceOfTheReadings() {
        NodeEntry tank = fleet.tank();
        UUID rule = rule(fleet, everywhere(), 0);
        double before = told("resolved");

        send(LOW, tank, 0, 9);
        send(FULL, tank, 1, 50);

        List<AlertEvent> events = awaitEvents(tank, 2);
        assertThat(events)
                .extracting(AlertEvent::type)
                .containsExactly(AlertEvent.Type.OPENED, AlertEvent.Type.RESOLVED);
        assertThat(events)
                .extracting(event -> Traceparent.parse(event.traceparent()).getTraceId())
                .containsExactly(
                        Traceparent.parse(LOW).getTraceId(), Traceparent.parse(FULL).getTraceId());
        AlertFacts open = events.get(0).alert();
        assertThat(open)
                .isEqualTo(
                        new AlertFacts(
                                open.alertId(),
                                rule,
                                1L,
                                "Low tank",
                                "critical",
                                tank.id(),
                                tank.placement(),
                                new Crossing(
                                        "water_level_percent",
                                        "lt",
                                        10,
                                        9,
                                        "Water level is 9 %, below 10 %"),
                                Alerting.NOON,
                                null));
        assertThat(events.get(1).alert())
                .isEqualTo(open.ended(new Ending(level(1, 0).recordedAt(), "cleared"), 50));
        await().atMost(PATIENCE).until(() -> told("resolved") >= before + 1);
    }

    @Test
    void shouldTellInTheOrderOfVersionsEachOnce() {
        NodeEntry tank = fleet.tank();
        UUID _ = rule(fleet, everywhere(), 0);
        for (int i = 0; i < 20; i++) {
            send(LOW, tank, 2 * i, 5);
            send(LOW, tank, 2 * i + 1, 50);
        }

        List<AlertEvent> own = awaitEvents(tank, 40);

        for (int i = 0; i < own.size(); i++) {
            assertThat(own.get(i).type())
                    .isEqualTo(i % 2 == 0 ? AlertEvent.Type.OPENED : AlertEvent.Type.RESOLVED);
        }
        List<AlertEvent> all = events();
        for (int i = 1; i < all.size(); i++) {
            assertThat(all.get(i).version()).isGreaterThan(all.get(i - 1).version());
        }
    }

    @Test
    void shouldRaiseVersionsWhenTheDatabaseIsOlderThanWhatWasTold() {
        NodeEntry tank = fleet.tank();
        UUID _ = rule(fleet, everywhere(), 0);
        send(LOW, tank, 0, 5);
        AlertEvent before = awaitEvents(tank, 1).getFirst();

        // As if events had been told that a restored database does not know.
        long later = before.version().packed() + 1_000;
        try (BusConnection redis = bus.connect()) {
            var _ =
                    redis.call(
                            Command.of(Protocol.Command.HSET)
                                    .arg("evara:{alerts}:state")
                                    .arg("version")
                                    .arg(later)
                                    .arg("event")
                                    .arg(UUID.randomUUID().toString()));
        }
        send(LOW, tank, 1, 50);

        AlertEvent after = awaitEvents(tank, 2).getLast();
        assertThat(after.version().packed()).isGreaterThan(later);
        assertThat(after.version().incarnation()).isGreaterThan(before.version().incarnation());
    }

    private void send(String traceparent, NodeEntry node, int minute, double percent) {
        try (var _ = Span.wrap(Traceparent.parse(traceparent)).makeCurrent()) {
            new Alerting(publisher).send(node, level(minute, percent));
        }
    }

    private List<AlertEvent> awaitEvents(NodeEntry node, int count) {
        return await().atMost(PATIENCE)
                .until(
                        () ->
                                events().stream()
                                        .filter(event ->
                                                Objects.equals(event.alert().nodeId(), node.id()))
                                        .toList(),
                        own -> own.size() == count);
    }

    private List<AlertEvent> events() {
        try (BusConnection redis = bus.connect()) {
            return AlertStream.read(redis, StreamId.START, 10_000).events();
        }
    }

    private double told(String transition) {
        return metrics.get(PublishMetrics.TRANSITIONS)
                .tag("transition", transition)
                .tag("severity", "critical")
                .counter()
                .count();
    }
}
