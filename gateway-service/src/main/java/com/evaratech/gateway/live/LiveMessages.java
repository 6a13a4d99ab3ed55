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
    static final String SUBSCRIBED = simple("subscribed");

    /** Nothing is sent for now: what comes in cannot be seen. */
    static final String PAUSED = simple("paused");

    /** It goes on, and something may have been missed: what is shown has to be read anew. */
    static final String RESET = simple("reset");

    private LiveMessages() {}

    static String error(String detail) {
        return message("error")
                .put("code", "message_not_understood")
                .put("detail", detail)
                .encode();
    }

    /** Where a client is. */
    static String cursor(String cursor) {
        return message("cursor").put("cursor", cursor).encode();
    }

    /** Why a stream of events ends. */
    static String end(Ending ending) {
        return message("end").put("reason", ending.tag()).put("detail", ending.text()).encode();
    }

    /** How a node is now. */
    static String status(StatusEntry status, @Nullable String traceparent) {
        return message("status")
                .put("node_id", status.nodeId().toString())
                .put("status", status.status().name())
                .put("since", status.since().toString())
                .put("last_seen_at", text(status.lastSeenAt()))
                .put("silent_since", text(status.silentSince()))
                .put("traceparent", traceparent)
                .encode();
    }

    static String reading(UUID node, Reading reading, @Nullable String traceparent) {
        var values = new JsonObject();
        for (Metric metric : reading.metrics()) {
            values.put(
                    metric.code(),
                    switch (metric.plausible()) {
                        case Plausible.Range _ -> reading.value(metric);
                        case Plausible.OneOf _ -> reading.word(metric);
                    });
        }
        return message("reading")
                .put("node_id", node.toString())
                .put("recorded_at", reading.recordedAt().toString())
                .put("values", values)
                .put("traceparent", traceparent)
                .encode();
    }

    /**
     * An alert that opened or was resolved.
     *
     * @param event its own type becomes {@code event}
     */
    static String alert(AlertEvent event, @Nullable String traceparent) {
        return new JsonObject(AlertJson.write(event.type(), event.alert()))
                .put("event", event.type().code())
                .put("type", "alert")
                .put("traceparent", traceparent)
                .encode();
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }

    private static String simple(String type) {
        return message(type).encode();
    }

    private static JsonObject message(String type) {
        return new JsonObject().put("type", type);
    }
}
