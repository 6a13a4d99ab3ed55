package com.evaratech.bench.alerts.large;

import com.evaratech.bench.host.BenchServers;
import com.evaratech.common.bus.Bus;
import com.evaratech.common.bus.BusAddress;
import com.evaratech.common.metric.Kind;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.reading.NodeReadings;
import com.evaratech.common.reading.Reading;
import com.evaratech.common.reading.ReadingsCodec;
import com.evaratech.common.reading.Source;
import com.evaratech.common.stream.publish.Acceptance;
import com.evaratech.common.stream.publish.PublisherLimits;
import com.evaratech.common.stream.publish.StreamPublisher;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Puts readings of tanks onto the bus, as whoever accepts them does. */
final class Readings implements AutoCloseable {

    /** A level at which nothing is the matter. */
    static final double USUAL_CM = 150;

    /** A level at which one of the ten rules opens an alert. */
    static final double HIGH_CM = 260;

    // Less than the publisher takes at a time.
    private static final int PORTION = 5_000;

    private final StreamPublisher publisher;

    Readings(BenchServers servers) {
        this.publisher =
                StreamPublisher.start(
                        new Bus(BusAddress.parse(servers.redisUrl(servers.redisPort()))),
                        StoredStates.READINGS,
                        PublisherLimits.DEFAULT,
                        new SimpleMeterRegistry());
    }

    /** A reading of each of these nodes; returns when all are accepted. */
    void send(List<Integer> numbers, double levelCm, Instant at) {
        for (int first = 0; first < numbers.size(); first += PORTION) {
            List<Integer> portion =
                    numbers.subList(first, Math.min(first + PORTION, numbers.size()));
            var answers = portion.stream().map(number -> publish(number, levelCm, at)).toList();
            for (CompletableFuture<Acceptance> answer : answers) {
                if (!(answer.join() instanceof Acceptance.Accepted)) {
                    throw new IllegalStateException("not accepted: " + answer.join());
                }
            }
        }
    }

    private CompletableFuture<Acceptance> publish(int number, double levelCm, Instant at) {
        var reading =
                Reading.of(
                        at,
                        Map.of(
                                Metric.WATER_LEVEL_CM,
                                levelCm,
                                Metric.TEMPERATURE_C,
                                25.0,
                                Metric.TDS_PPM,
                                StoredStates.tdsPpm(number)));
        var entry = new NodeReadings(number, Kind.TANK, Source.HTTP, at, List.of(reading));
        return publisher.publish(ReadingsCodec.encode(entry, null));
    }

    @Override
    public void close() {
        publisher.close();
    }
}
