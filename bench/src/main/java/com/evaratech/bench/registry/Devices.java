package com.evaratech.bench.registry;

import com.evaratech.bench.host.BenchServers;
import com.evaratech.common.bus.Bus;
import com.evaratech.common.bus.BusAddress;
import com.evaratech.common.metric.Kind;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.reading.NodeReadings;
import com.evaratech.common.reading.Reading;
import com.evaratech.common.reading.ReadingsCodec;
import com.evaratech.common.reading.ReadingsStream;
import com.evaratech.common.reading.Source;
import com.evaratech.common.reading.Watermark;
import com.evaratech.common.stream.StreamDefinition;
import com.evaratech.common.stream.publish.Acceptance;
import com.evaratech.common.stream.publish.PublisherLimits;
import com.evaratech.common.stream.publish.StreamPublisher;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** Puts readings and heartbeats of one source onto the bus, as whoever accepts them does. */
final class Devices implements AutoCloseable {

    /** Whose readings these are. */
    static final Source SOURCE = Source.HTTP;

    private static final StreamDefinition READINGS = ReadingsStream.of(16);

    private final StreamPublisher publisher;

    Devices(BenchServers servers) {
        this.publisher =
                StreamPublisher.start(
                        new Bus(BusAddress.parse(servers.redisUrl(servers.redisPort()))),
                        READINGS,
                        PublisherLimits.DEFAULT,
                        new SimpleMeterRegistry());
    }

    /** Where a node's readings go. */
    static int partitionOf(long node) {
        return READINGS.partitionOf(node);
    }

    /** The source was at work then; returns when every partition has it. */
    void beat(Instant at) {
        var beat = new Watermark(SOURCE, at).toEntry();
        await(
                IntStream.range(0, READINGS.partitions())
                        .mapToObj(partition -> publisher.publish(partition, beat))
                        .toList());
    }

    /** A reading of each of these nodes; returns when all are accepted. */
    void report(List<Long> nodes, Instant at) {
        var reading = Reading.of(at, Map.of(Metric.WATER_LEVEL_CM, 150.0));
        await(
                nodes.stream()
                        .map(node ->
                                new NodeReadings(node, Kind.TANK, SOURCE, at, List.of(reading)))
                        .map(entry -> publisher.publish(ReadingsCodec.encode(entry, null)))
                        .toList());
    }

    private static void await(List<CompletableFuture<Acceptance>> answers) {
        for (var answer : answers) {
            if (!(answer.join() instanceof Acceptance.Accepted)) {
                throw new IllegalStateException("not accepted: " + answer.join());
            }
        }
    }

    @Override
    public void close() {
        publisher.close();
    }
}
