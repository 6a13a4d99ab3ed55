package com.evaratech.common.reading;

import com.evaratech.common.bus.Bus;
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
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Puts accepted readings on their way, as a span of the trace that the caller's thread is in; the
 * trace goes with them.
 */
@Singleton
public class ReadingsPublisher {

    private static final String SPAN = "readings publish";

    private final StreamPublisher publisher;
    private final Tracer tracer;

    ReadingsPublisher(Bus bus, StreamDefinition readings, MeterRegistry metrics, Tracer tracer) {
        this.tracer = tracer;
        this.publisher = StreamPublisher.start(bus, readings, PublisherLimits.DEFAULT, metrics);
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

    private static void end(Span span, @Nullable Acceptance answer) {
        if (answer instanceof Acceptance.Refused refused) {
            span.setStatus(StatusCode.ERROR, refused.reason().name());
        }
        span.end();
    }

    @PreDestroy
    void close() {
        publisher.close();
    }
}
