package com.evaratech.gateway.live;

import com.evaratech.common.trace.Traceparent;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** The last part of a trace that began where the reading was accepted. */
@Singleton
class PushSpans {

    private final Tracer tracer;

    PushSpans(OpenTelemetry telemetry) {
        this.tracer = telemetry.getTracer("com.evaratech.gateway.live");
    }

    /**
     * Begins the span of one push.
     *
     * @param cause W3C trace context of what is pushed
     */
    Span start(@Nullable String cause, int receivers) {
        SpanContext parent = Traceparent.parse(cause);
        // As if it were this process' own: the sampler at the door draws anew for what comes from
        // outside, but this trace was drawn for when the reading was accepted.
        SpanContext own =
                SpanContext.create(
                        parent.getTraceId(),
                        parent.getSpanId(),
                        parent.getTraceFlags(),
                        parent.getTraceState());
        return tracer.spanBuilder("live push")
                .setParent(Context.root().with(Span.wrap(own)))
                .setSpanKind(SpanKind.PRODUCER)
                .setAttribute("evara.live.receivers", (long) receivers)
                .startSpan();
    }
}
