package com.evaratech.common.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The header {@code traceparent} of W3C Trace Context, version 00, to and from a span. */
public final class Traceparent {

    private static final Pattern FORM =
            Pattern.compile("00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})");

    private Traceparent() {}

    /** Of the span that the calling thread is in; null outside of any. */
    public static @Nullable String current() {
        return of(Span.current().getSpanContext());
    }

    /** Of a span; null when it is none. */
    public static @Nullable String of(SpanContext span) {
        return span.isValid()
                ? "00-%s-%s-%s"
                        .formatted(
                                span.getTraceId(), span.getSpanId(), span.getTraceFlags().asHex())
                : null;
    }

    /** Whether a text has the form; what it names may still be no span. */
    public static boolean hasForm(String text) {
        return FORM.matcher(text).matches();
    }

    /** The span that a text names; an invalid one when it names none. */
    public static SpanContext parse(@Nullable String traceparent) {
        var parts = FORM.matcher(traceparent == null ? "" : traceparent);
        return parts.matches()
                ? SpanContext.createFromRemoteParent(
                        parts.group(1),
                        parts.group(2),
                        TraceFlags.fromHex(parts.group(3), 0),
                        TraceState.getDefault())
                : SpanContext.getInvalid();
    }
}
