package com.evaratech.alert.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.evaratech.alert.alerts.AlertNotice;
import com.evaratech.common.access.Placement;
import com.evaratech.common.alerting.AlertEvent;
import com.evaratech.common.alerting.AlertFacts;
import com.evaratech.common.alerting.AlertFacts.Crossing;
import com.evaratech.common.trace.Traceparent;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TransitionSpansTest {

    private static final String ONE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static final String TWO = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

    private final List<SpanData> ended = new ArrayList<>();
    private final Tracer tracer =
            SdkTracerProvider.builder().addSpanProcessor(new Collecting()).build().get("test");
    private final TransitionSpans spans = new TransitionSpans(tracer);

    @Test
    void shouldShowATransitionInTheTraceOfTheReadingAndGoOnFromThere() {
        var round = tracer.spanBuilder("alert evaluate").startSpan();
        List<AlertNotice> shown;
        try (var _ = round.makeCurrent()) {
            shown = spans.show(List.of(notice(ONE), notice(TWO)));
        }

        assertThat(ended)
                .extracting(SpanData::getName, span -> Traceparent.of(span.getParentSpanContext()))
                .containsExactly(tuple("alert opened", ONE), tuple("alert opened", TWO));
        assertThat(ended)
                .allSatisfy(span ->
                        assertThat(span.getLinks())
                                .extracting(LinkData::getSpanContext)
                                .containsExactly(round.getSpanContext()));
        assertThat(shown)
                .extracting(AlertNotice::traceparent)
                .containsExactlyElementsOf(
                        ended.stream().map(span -> Traceparent.of(span.getSpanContext())).toList());
    }

    @Test
    void shouldLeaveTheTraceOfAReadingAloneThatIsNotRecorded() {
        var notices = List.of(notice(ONE.replaceFirst("01$", "00")), notice(null));

        assertThat(spans.show(notices)).isEqualTo(notices);
        assertThat(ended).isEmpty();
    }

    private static AlertNotice notice(@Nullable String traceparent) {
        var alert =
                new AlertFacts(
                        UUID.randomUUID(),
                        UUID.randomUUID(),
                        "rule",
                        "info",
                        UUID.randomUUID(),
                        new Placement(UUID.randomUUID(), UUID.randomUUID(), null),
                        new Crossing("ph", "gt", 8, 9),
                        NOON,
                        null);
        return new AlertNotice(AlertEvent.Type.OPENED, alert, traceparent);
    }

    private final class Collecting implements SpanProcessor {
        @Override
        public void onStart(Context parent, ReadWriteSpan span) {}

        @Override
        public boolean isStartRequired() {
            return false;
        }

        @Override
        public void onEnd(ReadableSpan span) {
            ended.add(span.toSpanData());
        }

        @Override
        public boolean isEndRequired() {
            return true;
        }
    }
}
