package com.evaratech.common.reading;

import com.evaratech.common.bus.Bus;
import com.evaratech.common.stream.Entry;
import com.evaratech.common.stream.StreamDefinition;
import com.evaratech.common.stream.publish.Acceptance;
import com.evaratech.common.stream.publish.PublisherLimits;
import com.evaratech.common.stream.publish.StreamPublisher;
import com.evaratech.common.trace.Traceparent;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** Puts accepted readings on their way; the trace of the caller's thread goes with them. */
@Singleton
public class ReadingsPublisher {

    private final Bus bus;
    private final StreamDefinition readings;
    private final StreamPublisher publisher;

    ReadingsPublisher(
            Bus bus, StreamDefinition readings, PublisherLimits limits, MeterRegistry metrics) {
        this.bus = bus;
        this.readings = readings;
        this.publisher = StreamPublisher.start(bus, readings, limits, metrics);
    }

    /**
     * Publishes readings.
     *
     * @return completes with what became of them, never exceptionally; publishing them again after
     *     an answer that was none is harmless, since they are stored by node and time
     */
    public CompletableFuture<Acceptance> publish(NodeReadings readings) {
        return publisher.publish(ReadingsCodec.encode(readings, Traceparent.current()));
    }

    /**
     * Begins to tell consumers once a second that a source works, together with the other replicas
     * that do.
     *
     * @param works whether the source's readings can be accepted now
     */
    public Heartbeats startHeartbeats(Source source, BooleanSupplier works, InstantSource clock) {
        return Heartbeats.start(bus, readings, this, source, works, clock);
    }

    /**
     * Readiness of whoever publishes: without a bus that keeps what it takes nothing is accepted.
     * Its data tells which setting is wrong.
     */
    public HealthCheck readiness() {
        return () -> {
            var response = HealthCheckResponse.named("Durable bus Redis");
            publisher
                    .durabilityFault()
                    .ifPresentOrElse(
                            sentence -> response.down().withData("fault", sentence), response::up);
            return response.build();
        };
    }

    /** Publishes a watermark to every partition; completes when all have their answer. */
    CompletableFuture<Void> publish(Watermark watermark) {
        Entry entry = watermark.toEntry();
        return CompletableFuture.allOf(
                readings.allPartitions().stream()
                        .map(partition -> publisher.publish(partition, entry))
                        .toArray(CompletableFuture<?>[]::new));
    }

    @PreDestroy
    void close() {
        publisher.close();
    }
}
