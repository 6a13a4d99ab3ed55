package com.evaratech.gateway.live;

import com.evaratech.common.alerting.AlertEvent;
import com.evaratech.common.alerting.AlertStream;
import com.evaratech.common.bus.Reply;
import com.evaratech.common.trace.Traceparent;
import io.opentelemetry.api.trace.Span;
import io.vertx.core.json.DecodeException;
import jakarta.inject.Singleton;
import java.util.List;
import org.jboss.logging.Logger;

/** Sends alerts to those who listen to their node. */
@Singleton
class AlertPush {

    private static final Logger LOG = Logger.getLogger(AlertPush.class);

    private final LiveSessions sessions;
    private final LiveMetrics metrics;
    private final PushSpans spans;

    AlertPush(LiveSessions sessions, LiveMetrics metrics, PushSpans spans) {
        this.sessions = sessions;
        this.metrics = metrics;
        this.spans = spans;
    }

    /**
     * Sends what one entry of the stream tells.
     *
     * @param fields names and values by turns
     */
    void push(List<Reply> fields) {
        try {
            push(AlertStream.event(fields));
        } catch (DecodeException e) {
            LOG.warnf("Alert event cannot be read cause=%s", e.toString());
        }
    }

    private void push(AlertEvent event) {
        List<LiveSession> receivers =
                sessions.receivers(event.alert().nodeId(), event.alert().placement());
        if (receivers.isEmpty()) {
            return;
        }
        Span span = spans.start(event.traceparent(), receivers.size());
        try {
            String message = LiveMessages.alert(event, Traceparent.of(span.getSpanContext()));
            for (LiveSession receiver : receivers) {
                receiver.send(message);
                metrics.sent();
            }
        } finally {
            span.end();
        }
    }
}
