package com.evaratech.common.stream.trace;

import com.evaratech.common.stream.consume.ConsumerSettings;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.ArrayList;
import java.util.List;

/**
 * The spans of a group's rounds. A round of one recorded trace is a part of that trace. A round of
 * several has a trace of its own, which they share: each of theirs gets a span that stands for the
 * round, and the two are linked in both directions.
 */
public final class RoundSpans {

    private static final String GROUP = "messaging.consumer.group.name";
    private static final String ENTRIES = "messaging.batch.message_count";
    private static final String TRACED = "evara.entries.traced";

    private final Tracer tracer;
    private final String group;
    private final String name;

    /**
     * Spans of one group's rounds.
     *
     * @param name of the spans: service and what it does with entries
     */
    public RoundSpans(Tracer tracer, ConsumerSettings settings, String name) {
        this.tracer = tracer;
        this.group = settings.group();
        this.name = name;
    }

    Shown begin(TracedEntries traced, int entries) {
        List<SpanContext> causes = traced.causes();
        if (causes.size() == 1) {
            return new Shown(
                    round(traced, entries).setParent(parent(causes.getFirst())).startSpan(),
                    List.of());
        }
        SpanBuilder round = round(traced, entries).setNoParent();
        causes.forEach(round::addLink);
        Span shared = round.startSpan();
        List<Span> parts = new ArrayList<>();
        for (SpanContext cause : causes) {
            parts.add(
                    tracer.spanBuilder(name)
                            .setSpanKind(SpanKind.CONSUMER)
                            .setParent(parent(cause))
                            .setAttribute(GROUP, group)
                            .addLink(shared.getSpanContext())
                            .startSpan());
        }
        return new Shown(shared, parts);
    }

    private SpanBuilder round(TracedEntries traced, int entries) {
        return tracer.spanBuilder(traced.causes().size() == 1 ? name : name + " round")
                .setSpanKind(SpanKind.CONSUMER)
                .setAttribute(GROUP, group)
                .setAttribute(ENTRIES, (long) entries)
                .setAttribute(TRACED, (long) traced.entries());
    }

    private static Context parent(SpanContext cause) {
        return Context.root().with(Span.wrap(cause));
    }

    /**
     * A round under way.
     *
     * @param round around what is done
     * @param parts stand for it in the traces of the entries
     */
    record Shown(Span round, List<Span> parts) implements AutoCloseable {

        /** Marks it in every trace that it is in. */
        void failed(Exception cause) {
            String name = cause.getClass().getSimpleName();
            round.setStatus(StatusCode.ERROR, name);
            parts.forEach(part -> part.setStatus(StatusCode.ERROR, name));
        }

        @Override
        public void close() {
            parts.forEach(Span::end);
            round.end();
        }
    }
}
