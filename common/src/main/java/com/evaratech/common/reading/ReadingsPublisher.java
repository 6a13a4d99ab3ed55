package com.evaratech.common.reading;

import com.evaratech.common.bus.Bus;
import com.evaratech.common.stream.Entry;
import com.evaratech.common.stream.StreamDefinition;
import com.evaratech.common.stream.publish.Acceptance;
import com.evaratech.common.stream.publish.PublisherLimits;
import com.evaratech.common.stream.publish.StreamPublisher;
import com.evaratech.common.trace.Traceparent;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.jspecify.annotations.Nullable;

/**
 * Puts accepted readings on their way, as a span of the trace that the caller's thread is in; the
 * trace goes with them.
 */
@Singleton
public class ReadingsPublisher {

    private static final String SPAN = "readings publish";

    private final Bus bus;
    private final StreamDefinition readings;
    private final StreamPublisher publisher;
    private final Tracer tracer;

    ReadingsPublisher(
            Bus bus,
            StreamDefinition readings,
            PublisherLimits limits,
            MeterRegistry metrics,
            Tracer tracer) {
        this.bus = bus;
        this.readings = readings;
        this.tracer = tracer;
        this.publisher = StreamPublisher.start(bus, readings, limits, metrics);
    }

    /**
     * Publishes readings.
     *
     * @return completes with what became of them, never exceptionally; publishing them again after
     *     an answer that was none is harmless, since they are stored by node and time
     */
    public CompletableFuture<Acceptance> publish(NodeReadings readings) {
        Span span =
                tracer.spanBuilder(SPAN)
                        .setSpanKind(SpanKind.PRODUCER)
                        .setAttribute("messaging.batch.message_count", readings.readings().size())
                        .startSpan();
        String traceparent = Traceparent.of(span.getSpanContext());
        return publisher
                .publish(ReadingsCodec.encode(readings, traceparent))
                .whenComplete((answer, failure) -> end(span, answer));
    }

    /**
     * Publishes that a node is deleted, behind all of its readings that were accepted before.
     *
     * @return completes with what became of it, never exceptionally; publishing it again is
     *     harmless
     */
    public CompletableFuture<Acceptance> publish(Forget forget) {
        return publisher.publish(forget.toEntry(null));
    }

    /**
     * Publishes a correction, behind all of the node's readings that were accepted before.
     *
     * @return completes with what became of it, never exceptionally; publishing it again after an
     *     answer that was none is harmless
     */
    public CompletableFuture<Acceptance> publish(Correction correction) {
        return publisher.publish(correction.toEntry(null));
    }

    private static void end(Span span, @Nullable Acceptance answer) {
        if (answer instanceof Acceptance.Refused refused) {
            span.setStatus(StatusCode.ERROR, refused.reason().name());
        }
        span.end();
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

    /**
     * Publishes polls to the partitions of their nodes; completes when all have their answer. What
     * is refused is not sent again: the next poll says the same.
     */
    public CompletableFuture<Void> publish(QuietPolls polls) {
        Map<Integer, Map<Long, Instant>> parts = new HashMap<>();
        polls.askedAt()
                .forEach((node, at) ->
                        parts.computeIfAbsent(readings.partitionOf(node), key -> new HashMap<>())
                                .put(node, at));
        return CompletableFuture.allOf(
                parts.entrySet().stream()
                        .map(part ->
                                publisher.publish(
                                        part.getKey(), new QuietPolls(part.getValue()).toEntry()))
                        .toArray(CompletableFuture<?>[]::new));
    }

    @PreDestroy
    void close() {
        publisher.close();
    }
}
