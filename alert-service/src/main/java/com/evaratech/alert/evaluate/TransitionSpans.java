package com.evaratech.alert.evaluate;

import com.evaratech.alert.alerts.AlertNotice;
import com.evaratech.common.trace.Traceparent;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Shows in the trace of a reading that it opened or ended an alert, if the trace is recorded; what
 * is told of the alert goes on behind that span.
 */
@Singleton
class TransitionSpans {

    private final Tracer tracer;

    TransitionSpans(Tracer tracer) {
        this.tracer = tracer;
    }

    /** The notices, each with the span that shows it as its cause. */
    List<AlertNotice> show(List<AlertNotice> notices) {
        return notices.stream().map(this::show).toList();
    }

    private AlertNotice show(AlertNotice notice) {
        SpanContext cause = Traceparent.parse(notice.traceparent());
        if (!cause.isSampled()) {
            return notice;
        }
        Span span =
                tracer.spanBuilder("alert " + notice.type().code())
                        .setParent(Context.root().with(Span.wrap(cause)))
                        .setAttribute("evara.alert_id", notice.alert().alertId().toString())
                        .setAttribute("evara.rule_id", notice.alert().ruleId().toString())
                        .setAttribute("evara.node_id", notice.alert().nodeId().toString())
                        .setAttribute("evara.severity", notice.alert().severity())
                        .addLink(Span.current().getSpanContext())
                        .startSpan();
        span.end();
        return notice.causedBy(Traceparent.of(span.getSpanContext()));
    }
}
