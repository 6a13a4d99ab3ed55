package com.evaratech.bench.alerts.speed;

import com.evaratech.bench.site.LiveListener;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Alerts that somebody who looks on was told of, each once, and how often one was told again. */
final class HeardAlerts {

    private static final String ALERT = "{\"type\":\"alert\"";
    private static final String OPENED = "\"event\":\"opened\"";

    private final Instant oldest;
    private final Instant first;
    private final long firstNanos;
    private final Map<UUID, Heard> heard = new ConcurrentHashMap<>();
    private final AtomicInteger again = new AtomicInteger();

    /** What was heard first of an alert, and when. */
    record Heard(UUID nodeId, Instant openedAt, Instant at) {}

    /**
     * Of what is opened by the requests of a run.
     *
     * @param oldest when the oldest of their readings was measured
     * @param first the instant at which the first request is due
     * @param firstNanos the same by the machine's running clock
     */
    HeardAlerts(Instant oldest, Instant first, long firstNanos) {
        this.oldest = oldest;
        this.first = first;
        this.firstNanos = firstNanos;
    }

    /** Takes a message; others than of alerts of the run that opened are left alone. */
    void take(String message, long nanos) {
        if (!message.startsWith(ALERT) || !message.contains(OPENED)) {
            return;
        }
        var one =
                new Heard(
                        UUID.fromString(LiveListener.field(message, "node_id")),
                        Instant.parse(LiveListener.field(message, "opened_at")),
                        first.plusNanos(nanos - firstNanos));
        if (one.openedAt().isBefore(oldest)) {
            return;
        }
        UUID id = UUID.fromString(LiveListener.field(message, "alert_id"));
        if (heard.putIfAbsent(id, one) != null) {
            int _ = again.incrementAndGet();
        }
    }

    int count() {
        return heard.size();
    }

    Collection<Heard> all() {
        return heard.values();
    }

    /** How often one was told of that had been told of before. */
    int again() {
        return again.get();
    }
}
