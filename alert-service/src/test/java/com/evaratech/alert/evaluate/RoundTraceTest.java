package com.evaratech.alert.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.alert.alerts.AlertNotice;
import com.evaratech.common.access.Placement;
import com.evaratech.common.alerting.AlertEvent;
import com.evaratech.common.alerting.AlertFacts;
import com.evaratech.common.alerting.AlertFacts.Crossing;
import com.evaratech.common.trace.Traceparent;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RoundTraceTest {

    private static final String ONE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static final String TWO = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

    private final List<SpanData> ended = new ArrayList<>();
    private final RoundTrace trace =
            new RoundTrace(
                    SdkTracerProvider.builder()
                            .addSpanProcessor(new Collecting())
                            .build()
                            .get("test"));

    @Test
    void shouldShowARoundLinkedToTheReadingsThatOpenedOrEndedAnAlert() {
        trace.show(NOON, List.of(notice(ONE), notice(null), notice(TWO)));

        assertThat(ended).hasSize(1);
        SpanData span = ended.getFirst();
        assertThat(span.getName()).isEqualTo("alert evaluate");
        assertThat(span.getLinks())
                .extracting(link -> Traceparent.of(link.getSpanContext()))
                .containsExactly(ONE, TWO);
        assertThat(span.getStartEpochNanos()).isEqualTo(NOON.getEpochSecond() * 1_000_000_000L);
    }

    @Test
    void shouldNotShowRoundsInWhichNothingHappened() {
        trace.show(NOON, List.of());

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
