package com.evaratech.alert.evaluate;

import com.evaratech.alert.alerts.AlertNotice;
import com.evaratech.common.trace.Traceparent;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;

/**
 * Shows a round as a span, linked to the readings that opened or ended an alert in it. Rounds in
 * which nothing did are not shown: there are several a second.
 */
@Singleton
class RoundTrace {

    static final String SPAN = "alert evaluate";

    private final Tracer tracer;

    RoundTrace(Tracer tracer) {
        this.tracer = tracer;
    }

    void show(Instant begun, List<AlertNotice> notices) {
        if (notices.isEmpty()) {
            return;
        }
        var span =
                tracer.spanBuilder(SPAN)
                        .setSpanKind(SpanKind.CONSUMER)
                        .setNoParent()
                        .setStartTimestamp(begun)
                        .setAttribute("alert.transitions", notices.size());
        for (AlertNotice notice : notices) {
            SpanContext cause = Traceparent.parse(notice.traceparent());
            if (cause.isValid()) {
                span.addLink(cause);
            }
        }
        span.startSpan().end();
    }
}
