package com.evaratech.gateway.live;

import static org.awaitility.Awaitility.await;

import com.evaratech.common.access.Placement;
import com.evaratech.common.alerting.AlertEvent;
import com.evaratech.common.alerting.AlertFacts;
import com.evaratech.common.alerting.AlertJson;
import com.evaratech.common.alerting.AlertStream;
import com.evaratech.common.bus.Bus;
import com.evaratech.common.bus.Command;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.directory.NodesByNumber;
import com.evaratech.common.metric.Kind;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.reading.NodeReadings;
import com.evaratech.common.reading.Reading;
import com.evaratech.common.reading.ReadingsCodec;
import com.evaratech.common.reading.Source;
import com.evaratech.common.stream.EntryCodec;
import com.evaratech.common.stream.StreamDefinition;
import com.evaratech.local.testing.TestDirectory;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol;

/** Plays those who register nodes, accept readings and raise alerts. */
@Singleton
class Fleet {

    static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

    private static final AtomicLong NUMBERS = new AtomicLong(1);

    private final Bus bus;
    private final StreamDefinition readings;
    private final NodesByNumber nodes;

    Fleet(Bus bus, StreamDefinition readings, NodesByNumber nodes) {
        this.bus = bus;
        this.readings = readings;
        this.nodes = nodes;
    }

    StreamDefinition readings() {
        return readings;
    }

    Bus bus() {
        return bus;
    }

    /** A community with nobody else in it. */
    static Placement community() {
        return new Placement(UUID.randomUUID(), UUID.randomUUID(), null);
    }

    /** A new tank that the gateway knows. */
    NodeEntry tank(Placement place) {
        long number = NUMBERS.getAndIncrement();
        var node = new NodeEntry(1, UUID.randomUUID(), number, "TANK", "OHT", place, List.of());
        TestDirectory.publish(node);
        await().atMost(LiveClient.PATIENCE)
                .until(() -> nodes.find(number).filter(node::equals).isPresent());
        return node;
    }

    /** Accepts one reading of a tank. */
    void accept(NodeEntry tank, double levelCm) {
        accept(tank, levelCm, null);
    }

    void accept(NodeEntry tank, double levelCm, @Nullable String traceparent) {
        add(tank, List.of(Reading.of(NOON, Map.of(Metric.WATER_LEVEL_CM, levelCm))), traceparent);
    }

    /** Accepts a full page of readings, each as large as a tank's can be. */
    void acceptPage(NodeEntry tank) {
        add(
                tank,
                IntStream.range(0, NodeReadings.MOST)
                        .mapToObj(second ->
                                Reading.of(
                                        NOON.plusSeconds(second),
                                        Map.of(
                                                Metric.WATER_LEVEL_CM, 123.456,
                                                Metric.WATER_LEVEL_PERCENT, 12.3456,
                                                Metric.VOLUME_LITRES, 12_345.678,
                                                Metric.TEMPERATURE_C, 23.4567,
                                                Metric.TDS_PPM, 234.5678,
                                                Metric.PH, 7.12345)))
                        .toList(),
                null);
    }

    private void add(NodeEntry tank, List<Reading> page, @Nullable String traceparent) {
        var entry =
                ReadingsCodec.encode(
                        new NodeReadings(tank.number(), Kind.TANK, Source.HTTP, NOON, page),
                        traceparent);
        var keys = readings.keys(readings.partitionOf(tank.number()));
        try (var redis = bus.connect()) {
            var _ =
                    redis.call(
                            Command.of(Protocol.Command.XADD)
                                    .arg(keys.stream())
                                    .arg("*")
                                    .arg(EntryCodec.FIELD)
                                    .arg(EntryCodec.encode(entry)));
        }
    }

    /** Opens an alert about a node. */
    void alert(NodeEntry node, String traceparent) {
        var alert =
                new AlertFacts(
                        UUID.randomUUID(),
                        UUID.randomUUID(),
                        "runs dry",
                        "critical",
                        node.id(),
                        node.placement(),
                        new AlertFacts.Crossing("water_level_cm", "lt", 20, 12),
                        NOON,
                        null);
        try (var redis = bus.connect()) {
            var _ =
                    redis.call(
                            Command.of(Protocol.Command.XADD)
                                    .arg(AlertStream.STREAM)
                                    .arg("*")
                                    .arg("version")
                                    .arg(1)
                                    .arg("json")
                                    .arg(AlertJson.write(AlertEvent.Type.OPENED, alert))
                                    .arg("traceparent")
                                    .arg(traceparent));
        }
    }
}
