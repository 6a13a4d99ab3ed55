package com.evaratech.common.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShareSamplerTest {

    private static final SpanContext RECORDED =
            Traceparent.parse("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    private static final SpanContext NOT_RECORDED =
            Traceparent.parse("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00");

    private final InMemorySpanExporter ended = InMemorySpanExporter.create();

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.25, 1})
    void shouldRecordAShareOfTheTracesThatBeginHere(double ratio) {
        var tracer = tracer(ratio);

        for (int i = 0; i < 2_000; i++) {
            tracer.spanBuilder("poll").startSpan().end();
        }

        // Eight standard deviations of the binomial distribution at 0.25.
        assertThat(ended.getFinishedSpanItems().size() / 2_000.0)
                .isBetween(ratio - 0.08, ratio + 0.08);
        if (ratio == 0) {
            assertThat(ended.getFinishedSpanItems()).isEmpty();
        }
    }

    @Test
    void shouldFollowTheParentWhateverTheShare() {
        assertThat(isRecorded(0, RECORDED)).isTrue();
        assertThat(isRecorded(1, NOT_RECORDED)).isFalse();
    }

    @Test
    void shouldRecordWhatIsLinkedToARecordedSpan() {
        var tracer = tracer(0);

        tracer.spanBuilder("a").addLink(NOT_RECORDED).startSpan().end();
        tracer.spanBuilder("b").addLink(NOT_RECORDED).addLink(RECORDED).startSpan().end();

        assertThat(ended.getFinishedSpanItems())
                .extracting(span -> span.getName())
                .containsExactly("b");
    }

    @Test
    void shouldNotRecordCallsThatNoTraceAskedFor() {
        var tracer = tracer(1);

        tracer.spanBuilder("SELECT").setSpanKind(SpanKind.CLIENT).startSpan().end();

        assertThat(ended.getFinishedSpanItems()).isEmpty();
    }

    private Tracer tracer(double ratio) {
        return SdkTracerProvider.builder()
                .setSampler(ShareSampler.of(ratio))
                .addSpanProcessor(SimpleSpanProcessor.create(ended))
                .build()
                .get("test");
    }

    private boolean isRecorded(double ratio, SpanContext parent) {
        return tracer(ratio)
                .spanBuilder("SELECT")
                .setSpanKind(SpanKind.CLIENT)
                .setParent(Context.root().with(Span.wrap(parent)))
                .startSpan()
                .getSpanContext()
                .isSampled();
    }
}
