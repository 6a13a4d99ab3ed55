package com.evaratech.common.outbox;

import com.evaratech.common.trace.Traceparent;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.ArrayList;
import java.util.List;

/**
 * Shows in the trace of an event that it was taken to the target, if the trace is recorded; from
 * there on the trace goes on behind that span.
 */
final class RelaySpans {

    static final String SPAN = "outbox relay";

    private final Tracer tracer;

    RelaySpans(Tracer tracer) {
        this.tracer = tracer;
    }

    /** Delivers, and shows it. */
    void deliver(OutboxTarget target, List<OutboxEvent> batch) {
        List<Span> spans = new ArrayList<>();
        List<OutboxEvent> going = batch.stream().map(event -> shown(event, spans)).toList();
        try {
            target.deliver(going);
        } catch (RuntimeException e) {
            spans.forEach(span -> span.setStatus(StatusCode.ERROR, e.getClass().getSimpleName()));
            throw e;
        } finally {
            spans.forEach(Span::end);
        }
    }

    private OutboxEvent shown(OutboxEvent event, List<Span> spans) {
        SpanContext cause =
                Traceparent.claimsToBeRecorded(event.traceparent())
                        ? Traceparent.parse(event.traceparent())
                        : SpanContext.getInvalid();
        if (!cause.isSampled()) {
            return event;
        }
        Span span =
                tracer.spanBuilder(SPAN)
                        .setSpanKind(SpanKind.PRODUCER)
                        .setParent(Context.root().with(Span.wrap(cause)))
                        .setAttribute("evara.event.kind", event.change().kind())
                        .startSpan();
        spans.add(span);
        return event.withTraceparent(Traceparent.of(span.getSpanContext()));
    }
}
