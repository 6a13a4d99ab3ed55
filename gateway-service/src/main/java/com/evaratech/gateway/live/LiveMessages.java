package com.evaratech.gateway.live;

import com.evaratech.common.alerting.AlertEvent;
import com.evaratech.common.alerting.AlertJson;
import com.evaratech.common.directory.StatusEntry;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.metric.Plausible;
import com.evaratech.common.reading.Reading;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What clients are told, as JSON. */
final class LiveMessages {

    /** What the client asked for is sent from here on. */
    static final Message SUBSCRIBED = simple("subscribed");

    /** Nothing is sent for now: what comes in cannot be seen. */
    static final Message PAUSED = simple("paused");

    /** It goes on, and something may have been missed: what is shown has to be read anew. */
    static final Message RESET = simple("reset");

    private LiveMessages() {}

    static Message error(String detail) {
        return Message.of(
                message("error")
                        .put("code", "message_not_understood")
                        .put("detail", detail)
                        .encode());
    }

    /** Where a client is. */
    static Message cursor(String cursor) {
        // In a stream of events an id without data: clients keep it, and pages hear nothing.
        return Message.of(message("cursor").put("cursor", cursor).encode(), "id: " + cursor);
    }

    /** Why a stream of events ends. */
    static Message end(Ending ending) {
        return Message.of(
                message("end").put("reason", ending.tag()).put("detail", ending.text()).encode());
    }

    /** How a node is now. */
    static Message status(StatusEntry status, @Nullable String traceparent) {
        return Message.of(
                message("status")
                        .put("node_id", status.nodeId().toString())
                        .put("status", status.status().name())
                        .put("since", status.since().toString())
                        .put("last_seen_at", text(status.lastSeenAt()))
                        .put("silent_since", text(status.silentSince()))
                        .put("traceparent", traceparent)
                        .encode());
    }

    static Message reading(UUID node, Reading reading, @Nullable String traceparent) {
        var values = new JsonObject();
        for (Metric metric : reading.metrics()) {
            values.put(
                    metric.code(),
                    switch (metric.plausible()) {
                        case Plausible.Range _ -> reading.value(metric);
                        case Plausible.OneOf _ -> reading.word(metric);
                    });
        }
        return Message.of(
                message("reading")
                        .put("node_id", node.toString())
                        .put("recorded_at", reading.recordedAt().toString())
                        .put("values", values)
                        .put("traceparent", traceparent)
                        .encode());
    }

    /**
     * An alert that opened or was resolved.
     *
     * @param event its own type becomes {@code event}
     */
    static Message alert(AlertEvent event, @Nullable String traceparent) {
        return Message.of(
                new JsonObject(AlertJson.write(event.type(), event.alert()))
                        .put("event", event.type().code())
                        .put("type", "alert")
                        .put("traceparent", traceparent)
                        .encode());
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }

    private static Message simple(String type) {
        return Message.of(message(type).encode());
    }

    private static JsonObject message(String type) {
        return new JsonObject().put("type", type);
    }
}
