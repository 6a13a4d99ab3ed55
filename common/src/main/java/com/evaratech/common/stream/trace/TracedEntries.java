package com.evaratech.common.stream.trace;

import com.evaratech.common.stream.consume.Received;
import com.evaratech.common.trace.Traceparent;
import io.opentelemetry.api.trace.SpanContext;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The recorded traces that a round's entries belong to.
 *
 * @param causes of the first of them, at most {@value #MOST}
 * @param entries how many entries of the round are of recorded traces
 */
record TracedEntries(List<SpanContext> causes, int entries) {

    /** Links that a span has at most, by OpenTelemetry's default. */
    static final int MOST = 128;

    TracedEntries {
        causes = List.copyOf(causes);
    }

    static TracedEntries of(List<? extends Received<?>> round) {
        Set<SpanContext> causes = new LinkedHashSet<>();
        int entries = 0;
        for (Received<?> received : round) {
            String traceparent = received.entry().traceparent();
            if (!Traceparent.claimsToBeRecorded(traceparent)) {
                continue;
            }
            entries++;
            if (causes.size() < MOST) {
                SpanContext cause = Traceparent.parse(traceparent);
                if (cause.isSampled()) {
                    causes.add(cause);
                }
            }
        }
        return new TracedEntries(List.copyOf(causes), entries);
    }

    boolean isEmpty() {
        return causes.isEmpty();
    }
}
