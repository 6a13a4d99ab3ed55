package com.evaratech.common.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.evaratech.common.local.StreamSchema;
import com.evaratech.common.local.TestRedis;
import com.evaratech.common.metric.Kind;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.stream.Entry;
import com.evaratech.common.stream.StreamDefinition;
import com.evaratech.common.stream.consume.ConsumerSettings;
import com.evaratech.common.stream.consume.EntryHandler;
import com.evaratech.common.stream.consume.Received;
import com.evaratech.common.stream.consume.StreamConsumer;
import com.evaratech.common.stream.publish.Acceptance.Accepted;
import com.evaratech.common.stream.publish.PublisherLimits;
import com.evaratech.common.trace.Traceparent;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.testing.junit5.OpenTelemetryExtension;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ReadingsPublisherIT {

    @RegisterExtension static final OpenTelemetryExtension TRACES = OpenTelemetryExtension.create();

    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private final StreamDefinition stream = ReadingsStream.of(4);
    private final ReadingsPublisher publisher =
            new ReadingsPublisher(
                    TestRedis.bus(),
                    stream,
                    PublisherLimits.DEFAULT,
                    new SimpleMeterRegistry(),
                    TRACES.getOpenTelemetry().getTracer("test"));

    @Test
    void shouldBringReadingsAndTheirTraceToConsumers() throws Exception {
        var readings =
                new NodeReadings(
                        7,
                        Kind.FLOW,
                        Source.HTTP,
                        Instant.parse("2026-05-01T12:00:00Z"),
                        List.of(
                                Reading.of(
                                        Instant.parse("2026-05-01T11:59:59Z"),
                                        Map.of(Metric.FLOW_RATE_LPM, 12.5))));
        var received = new Remembering();
        var schema = StreamSchema.create();
        var settings = ConsumerSettings.of(ReadingsStream.TELEMETRY, schema.name());
        var meters = new SimpleMeterRegistry();

        try (var _ = Span.wrap(Traceparent.parse(TRACE)).makeCurrent()) {
            assertThat(publisher.publish(readings).join()).isInstanceOf(Accepted.class);
        }
        publisher.close();

        try (var _ =
                StreamConsumer.start(
                        TestRedis.bus(), schema.database(), stream, settings, received, meters)) {
            await().until(() -> !received.all.isEmpty());
        }
        assertThat(TRACES.getSpans())
                .extracting(SpanData::getName, span -> Traceparent.of(span.getParentSpanContext()))
                .containsExactly(tuple("readings publish", TRACE));
        var published = TRACES.getSpans().getFirst().getSpanContext();
        assertThat(received.all)
                .extracting(Received::content, one -> one.entry().traceparent())
                .containsExactly(tuple(readings, Traceparent.of(published)));
    }

    private static final class Remembering implements EntryHandler<NodeReadings> {

        private final List<Received<NodeReadings>> all = new CopyOnWriteArrayList<>();

        @Override
        public int newestSchema() {
            return ReadingsCodec.SCHEMA;
        }

        @Override
        public @Nullable NodeReadings decode(Entry entry) {
            return ReadingsCodec.isReadings(entry) ? ReadingsCodec.decode(entry) : null;
        }

        @Override
        public void apply(Connection transaction, List<Received<NodeReadings>> round) {
            all.addAll(round);
        }
    }
}
