package com.evaratech.gateway.live;

import com.evaratech.common.access.Placement;
import com.evaratech.common.bus.Reply;
import com.evaratech.common.trace.Traceparent;
import io.opentelemetry.api.trace.Span;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

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
     * Sends what one entry of the stream tells: {@code json} with the alert, its node and its
     * tenants, and {@code traceparent}.
     *
     * @param fields names and values by turns
     */
    void push(List<Reply> fields) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i + 1 < fields.size(); i += 2) {
            values.put(fields.get(i).text(), fields.get(i + 1).text());
        }
        try {
            push(
                    new JsonObject(values.getOrDefault("json", "")),
                    values.getOrDefault("traceparent", ""));
        } catch (DecodeException | IllegalArgumentException | ClassCastException e) {
            LOG.warnf("Alert event cannot be read cause=%s", e.toString());
        }
    }

    private void push(JsonObject event, String cause) {
        UUID node = id(event, "node_id");
        var place =
                new Placement(
                        id(event, "distributor_id"),
                        id(event, "community_id"),
                        optionalId(event, "customer_id"));
        List<LiveSession> receivers = sessions.receivers(node, place);
        if (receivers.isEmpty()) {
            return;
        }
        Span span = spans.start(cause, receivers.size());
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

    private static UUID id(JsonObject event, String field) {
        UUID id = optionalId(event, field);
        if (id == null) {
            throw new IllegalArgumentException("alert event without " + field);
        }
        return id;
    }

    private static @Nullable UUID optionalId(JsonObject event, String field) {
        String text = event.getString(field);
        return text == null ? null : UUID.fromString(text);
    }
}
