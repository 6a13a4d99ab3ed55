package com.evaratech.telemetry.correction;

import com.evaratech.common.metric.Kind;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.problem.FieldError;
import com.evaratech.common.problem.InvalidRequest;
import com.evaratech.common.problem.RequestFields;
import com.evaratech.common.reading.Correction;
import com.evaratech.common.reading.Reading;
import com.evaratech.common.reading.normalise.MetricValue;
import com.evaratech.common.reading.normalise.TimeWindow;
import com.evaratech.telemetry.range.QueryTime;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is to stand where readings stand, or stand not.
 *
 * @param reason why, in words
 * @param readings 1 to 100
 */
@RegisterForReflection
public record CorrectionRequest(
        @Nullable String reason, @Nullable List<@Nullable Corrected> readings) {

    private static final int LONGEST_REASON = 500;

    /**
     * One instant.
     *
     * @param recordedAt which, with an offset
     * @param metrics values by name of the metric catalogue, final as they are: no calibration is
     *     applied
     */
    @RegisterForReflection
    public record Corrected(
            @Nullable String recordedAt, @Nullable Map<String, @Nullable JsonNode> metrics) {

        /** Copies the metrics. */
        public Corrected {
            metrics = metrics == null ? null : new LinkedHashMap<>(metrics);
        }
    }

    /** Why, as text that may be empty. */
    String reasonText() {
        return reason == null ? "" : reason;
    }

    /**
     * The readings.
     *
     * @throws InvalidRequest naming every field that cannot be accepted
     */
    List<Reading> readings(Kind kind, Instant now) {
        var errors = new ArrayList<FieldError>();
        if (!RequestFields.isReadable(reasonText(), LONGEST_REASON)) {
            errors.add(
                    FieldError.of(
                            "reason",
                            reason,
                            "at most %d characters, none of them a control character"
                                    .formatted(LONGEST_REASON)));
        }
        var all = new ArrayList<Reading>();
        if (readings == null || readings.isEmpty() || readings.size() > Correction.MOST) {
            errors.add(
                    FieldError.missing(
                            "readings", "an array of 1 to " + Correction.MOST + " readings"));
        } else {
            var times = new HashSet<Instant>();
            for (int i = 0; i < readings.size(); i++) {
                String path = "readings[%d]".formatted(i);
                reading(path, readings.get(i), kind, now, errors)
                        .ifPresent(reading -> {
                            all.add(reading);
                            if (!times.add(reading.recordedAt())) {
                                errors.add(
                                        FieldError.of(
                                                path + ".recorded_at",
                                                reading.recordedAt(),
                                                "each time once, to the millisecond"));
                            }
                        });
            }
        }
        if (!errors.isEmpty()) {
            throw new InvalidRequest(errors);
        }
        return all;
    }

    private static Optional<Reading> reading(
            String path,
            @Nullable Corrected corrected,
            Kind kind,
            Instant now,
            List<FieldError> errors) {
        if (corrected == null) {
            errors.add(FieldError.missing(path, "an object with recorded_at and metrics"));
            return Optional.empty();
        }
        int before = errors.size();
        String text = corrected.recordedAt();
        Instant time = text == null ? null : QueryTime.parse(text).orElse(null);
        if (time == null) {
            errors.add(FieldError.of(path + ".recorded_at", text, QueryTime.ALLOWED));
        } else if (TimeWindow.STANDARD.refuse(time, now).isPresent()) {
            errors.add(
                    FieldError.of(path + ".recorded_at", text, TimeWindow.STANDARD.allowed(now)));
        }
        Map<Metric, Double> values = values(path + ".metrics", corrected, kind, errors);
        return errors.size() > before || time == null
                ? Optional.empty()
                : Optional.of(Reading.of(time, values));
    }

    private static Map<Metric, Double> values(
            String path, Corrected corrected, Kind kind, List<FieldError> errors) {
        var values = new EnumMap<Metric, Double>(Metric.class);
        Map<String, @Nullable JsonNode> metrics = corrected.metrics();
        if (metrics == null || metrics.isEmpty()) {
            errors.add(FieldError.missing(path, "at least one metric and its value"));
            return values;
        }
        metrics.forEach((code, sent) -> {
            String field = path + "." + code;
            Optional<Metric> metric = Metric.find(code).filter(found -> found.isOf(kind));
            if (metric.isEmpty() || sent == null) {
                errors.add(FieldError.of(field, sent, known(kind)));
                return;
            }
            MetricValue value =
                    sent.isNumber()
                            ? MetricValue.ofNumber(metric.get(), sent.doubleValue())
                            : MetricValue.ofWord(metric.get(), sent.asText());
            switch (value) {
                case MetricValue.Accepted(double number) -> values.put(metric.get(), number);
                case MetricValue.Refused(var _, String allowed) ->
                        errors.add(FieldError.of(field, sent.asText(), allowed));
            }
        });
        return values;
    }

    private static String known(Kind kind) {
        return "a value of one of "
                + Metric.of(kind).stream().map(Metric::code).collect(Collectors.joining(", "));
    }
}
