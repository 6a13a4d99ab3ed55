package com.evaratech.common.reading;

import com.evaratech.common.bus.Bus;
import com.evaratech.common.stream.StreamDefinition;
import com.evaratech.common.stream.publish.Acceptance;
import com.evaratech.common.stream.publish.PublisherLimits;
import com.evaratech.common.stream.publish.StreamPublisher;
import com.evaratech.common.trace.Traceparent;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;

/** Puts accepted readings on their way; the trace of the caller's thread goes with them. */
@Singleton
public class ReadingsPublisher {

    private final StreamPublisher publisher;

    ReadingsPublisher(Bus bus, StreamDefinition readings, MeterRegistry metrics) {
        this.publisher = StreamPublisher.start(bus, readings, PublisherLimits.DEFAULT, metrics);
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

    @PreDestroy
    void close() {
        publisher.close();
    }
}
