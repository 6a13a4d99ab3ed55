package com.evaratech.common.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.common.local.TestTraces;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShareSamplerTest {

    private static final SpanContext RECORDED =
            Traceparent.parse("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    private static final SpanContext NOT_RECORDED =
            Traceparent.parse("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00");

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.25, 1})
    void shouldRecordAShareOfTheTracesThatBeginHere(double ratio) {
        var traces = new TestTraces(ShareSampler.of(ratio));

        for (int i = 0; i < 2_000; i++) {
            traces.tracer().spanBuilder("poll").startSpan().end();
        }

        // Eight standard deviations of the binomial distribution at 0.25.
        assertThat(traces.ended().size() / 2_000.0).isBetween(ratio - 0.08, ratio + 0.08);
        if (ratio == 0) {
            assertThat(traces.ended()).isEmpty();
        }
    }

    @Test
    void shouldFollowTheParentWhateverTheShare() {
        assertThat(isRecorded(0, RECORDED)).isTrue();
        assertThat(isRecorded(1, NOT_RECORDED)).isFalse();
    }

    @Test
    void shouldRecordWhatIsLinkedToARecordedSpan() {
        var traces = new TestTraces(ShareSampler.of(0));

        traces.tracer().spanBuilder("a").addLink(NOT_RECORDED).startSpan().end();
        traces.tracer().spanBuilder("b").addLink(NOT_RECORDED).addLink(RECORDED).startSpan().end();

        assertThat(traces.ended()).extracting(span -> span.getName()).containsExactly("b");
    }

    @Test
    void shouldNotRecordCallsThatNoTraceAskedFor() {
        var traces = new TestTraces(ShareSampler.of(1));

        traces.tracer().spanBuilder("SELECT").setSpanKind(SpanKind.CLIENT).startSpan().end();

        assertThat(traces.ended()).isEmpty();
    }

    private static boolean isRecorded(double ratio, SpanContext parent) {
        return new TestTraces(ShareSampler.of(ratio))
                .tracer()
                .spanBuilder("SELECT")
                .setSpanKind(SpanKind.CLIENT)
                .setParent(Context.root().with(Span.wrap(parent)))
                .startSpan()
                .getSpanContext()
                .isSampled();
    }
}
