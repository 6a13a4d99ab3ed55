package com.evaratech.gateway.live;

import com.evaratech.common.trace.Traceparent;
import io.opentelemetry.api.trace.Span;
import jakarta.inject.Singleton;
import java.util.List;

/** Sends what is new to those who listen to its node. */
@Singleton
class Push {

    private final NewsReader reader;
    private final LiveSessions sessions;
    private final LiveMetrics metrics;
    private final PushSpans spans;

    Push(NewsReader reader, LiveSessions sessions, LiveMetrics metrics, PushSpans spans) {
        this.reader = reader;
        this.sessions = sessions;
        this.metrics = metrics;
        this.spans = spans;
    }

    /** Sends what one entry tells. */
    void push(TailReader.Added added) {
        reader.read(added).ifPresent(this::push);
    }

    private void push(News news) {
        List<LiveSession> receivers = sessions.receivers(news);
        if (receivers.isEmpty()) {
            return;
        }
        Span span = spans.start(news.cause(), receivers.size());
        try {
            for (Message message : news.messages().of(Traceparent.of(span.getSpanContext()))) {
                receivers.forEach(receiver -> receiver.send(message));
                metrics.sent(receivers.size());
            }
        } finally {
            span.end();
        }
    }
}
