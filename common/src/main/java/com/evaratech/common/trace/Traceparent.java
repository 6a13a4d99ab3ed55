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

    private static final int LENGTH = 55;
    private static final int HEX = 16;

    private Traceparent() {}

    /** Of the span that the calling thread is in; null outside of any. */
    public static @Nullable String current() {
        return of(Span.current().getSpanContext());
    }

    /** Of a span; null when it is none. */
    public static @Nullable String of(SpanContext span) {
        // Not formatted: there is one for each reading that is accepted.
        return span.isValid()
                ? "00-"
                        + span.getTraceId()
                        + "-"
                        + span.getSpanId()
                        + "-"
                        + span.getTraceFlags().asHex()
                : null;
    }

    /** Whether a text has the form; what it names may still be no span. */
    public static boolean hasForm(String text) {
        return FORM.matcher(text).matches();
    }

    /**
     * Whether a text, if it has the form, says that its span is recorded; costs next to nothing, so
     * that it can be asked of every entry.
     */
    public static boolean claimsToBeRecorded(@Nullable String traceparent) {
        return traceparent != null
                && traceparent.length() == LENGTH
                && (Character.digit(traceparent.charAt(LENGTH - 1), HEX) & 1) == 1;
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
