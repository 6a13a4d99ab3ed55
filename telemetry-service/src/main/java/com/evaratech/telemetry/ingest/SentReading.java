package com.evaratech.telemetry.ingest;

import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.metric.Kind;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.reading.Reading;
import com.evaratech.common.reading.normalise.Calibrations;
import com.evaratech.common.reading.normalise.MetricValue;
import com.evaratech.common.reading.normalise.Normalised;
import com.evaratech.common.reading.normalise.RejectReason;
import com.evaratech.common.reading.normalise.Rejection;
import com.evaratech.common.reading.normalise.TimeText;
import com.evaratech.common.reading.normalise.TimeWindow;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes a reading of what a device sent: an object with {@code metrics}, and with {@code
 * recorded_at} and {@code node_id} where they are not known anyway.
 */
final class SentReading {

    private static final String NODE = "node_id";
    private static final String TIME = "recorded_at";
    private static final String METRICS = "metrics";

    // A kind has some ten; each that is refused is answered with all that are allowed.
    private static final int MOST_METRICS = 32;

    private static final Set<String> FIELDS = Set.of(NODE, TIME, METRICS);

    private final NodeEntry node;
    private final Kind kind;
    private final Calibrations calibrations;
    private final Instant acceptedAt;
    private final TimeWindow window;
    private final @Nullable Instant otherwise;

    /**
     * For one request.
     *
     * @param node whose key was shown
     * @param calibrations of that node
     * @param acceptedAt now
     * @param window when it may have been measured
     * @param otherwise the time of a reading that does not tell it; null when each has to
     */
    SentReading(
            NodeEntry node,
            Calibrations calibrations,
            Instant acceptedAt,
            TimeWindow window,
            @Nullable Instant otherwise) {
        this.node = node;
        this.calibrations = calibrations;
        this.kind = Kind.valueOf(node.kind());
        this.acceptedAt = acceptedAt;
        this.window = window;
        this.otherwise = otherwise;
    }

    /** The reading, or why it is none. */
    Normalised of(SentItem item) {
        return item.fault()
                .map(fault -> new Normalised(Optional.empty(), List.of(fault)))
                .orElseGet(() -> of(item.tree()));
    }

    private Normalised of(JsonNode sent) {
        if (!sent.isObject()) {
            return refused(RejectReason.NO_VALUE, "", text(sent), "an object with metrics");
        }
        Optional<Rejection> misplaced = unknownField(sent).or(() -> foreignNode(sent));
        if (misplaced.isPresent()) {
            return new Normalised(Optional.empty(), List.of(misplaced.get()));
        }
        Optional<Instant> time = time(sent.get(TIME));
        if (time.isEmpty()) {
            return refused(
                    RejectReason.NOT_A_TIME,
                    TIME,
                    text(sent.get(TIME)),
                    "a time with its offset, like 2026-01-31T06:30:00Z");
        }
        return at(time.get(), sent.get(METRICS));
    }

    /** Whether it says itself when it was measured. */
    static boolean tellsTime(SentItem item) {
        return item.tree().hasNonNull(TIME);
    }

    private Normalised at(Instant time, @Nullable JsonNode metrics) {
        Optional<RejectReason> outside = window.refuse(time, acceptedAt);
        if (outside.isPresent()) {
            return refused(outside.get(), TIME, time.toString(), window.allowed(acceptedAt));
        }
        if (metrics == null || !metrics.isObject()) {
            return refused(
                    RejectReason.NO_VALUE,
                    METRICS,
                    text(metrics),
                    "an object of metrics and values");
        }
        if (metrics.size() > MOST_METRICS) {
            return refused(
                    RejectReason.UNKNOWN_METRIC,
                    METRICS,
                    metrics.size() + " metrics",
                    "at most " + MOST_METRICS);
        }
        var values = new EnumMap<Metric, Double>(Metric.class);
        var rejections = new ArrayList<Rejection>();
        for (Map.Entry<String, JsonNode> each : metrics.properties()) {
            // A device may name what it has no value of.
            if (!each.getValue().isNull()) {
                take(time, each.getKey(), each.getValue(), values, rejections);
            }
        }
        if (values.isEmpty()) {
            return rejections.isEmpty()
                    ? refused(RejectReason.NO_VALUE, METRICS, "", "at least one value")
                    : new Normalised(Optional.empty(), rejections);
        }
        return new Normalised(Optional.of(Reading.of(time, values)), rejections);
    }

    private void take(
            Instant time,
            String code,
            JsonNode sent,
            Map<Metric, Double> values,
            List<Rejection> rejections) {
        Optional<Metric> metric = Metric.find(code).filter(found -> found.isOf(kind));
        String field = METRICS + "." + code;
        if (metric.isEmpty()) {
            rejections.add(new Rejection(RejectReason.UNKNOWN_METRIC, field, text(sent), known()));
            return;
        }
        MetricValue value =
                sent.isNumber()
                        ? MetricValue.ofNumber(
                                metric.get(),
                                calibrations.correct(metric.get(), time, sent.doubleValue()))
                        : MetricValue.ofWord(metric.get(), text(sent));
        switch (value) {
            case MetricValue.Accepted(double number) -> values.put(metric.get(), number);
            case MetricValue.Refused(RejectReason reason, String allowed) ->
                    rejections.add(new Rejection(reason, field, text(sent), allowed));
        }
    }

    private static Optional<Rejection> unknownField(JsonNode sent) {
        return sent.properties().stream()
                .filter(field -> !FIELDS.contains(field.getKey()))
                .findFirst()
                .map(field ->
                        new Rejection(
                                RejectReason.UNKNOWN_METRIC,
                                field.getKey(),
                                text(field.getValue()),
                                "node_id, recorded_at, metrics"));
    }

    private Optional<Rejection> foreignNode(JsonNode sent) {
        JsonNode wanted = sent.get(NODE);
        if (wanted == null || wanted.isNull() || text(wanted).equals(node.id().toString())) {
            return Optional.empty();
        }
        return Optional.of(
                new Rejection(
                        RejectReason.FOREIGN_NODE,
                        NODE,
                        text(wanted),
                        "the node that the key was issued for"));
    }

    private Optional<Instant> time(@Nullable JsonNode sent) {
        if (sent == null || sent.isNull()) {
            return Optional.ofNullable(otherwise);
        }
        return sent.isTextual() ? TimeText.parse(sent.textValue()) : Optional.empty();
    }

    private String known() {
        return Metric.of(kind).stream().map(Metric::code).collect(Collectors.joining(", "));
    }

    private static Normalised refused(
            RejectReason reason, String field, String value, String allowed) {
        return new Normalised(
                Optional.empty(), List.of(new Rejection(reason, field, value, allowed)));
    }

    private static String text(@Nullable JsonNode sent) {
        if (sent == null) {
            return "";
        }
        return sent.isTextual() ? sent.textValue() : sent.toString();
    }
}
