package com.evaratech.telemetry.export;

import com.evaratech.common.metric.Metric;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How readings are written, a line each. */
enum FileForm {
    /** A column for each metric, empty where there is no value; names of the columns first. */
    CSV("text/csv") {
        @Override
        Optional<String> heading(List<Metric> metrics) {
            return Optional.of(
                    metrics.stream()
                            .map(Metric::code)
                            .collect(Collectors.joining(",", "node_id,recorded_at,", "")));
        }

        @Override
        String line(
                UUID nodeId,
                Instant at,
                List<Metric> metrics,
                Function<Metric, @Nullable Object> values) {
            // Numbers and words of the catalogue: nothing that needs quotes.
            var line = new StringBuilder(nodeId.toString()).append(',').append(at);
            for (Metric metric : metrics) {
                Object value = values.apply(metric);
                line.append(',').append(value == null ? "" : value);
            }
            return line.toString();
        }
    },
    /** An object each, with the metrics that it has. */
    NDJSON("application/x-ndjson") {
        @Override
        Optional<String> heading(List<Metric> metrics) {
            return Optional.empty();
        }

        @Override
        String line(
                UUID nodeId,
                Instant at,
                List<Metric> metrics,
                Function<Metric, @Nullable Object> values) {
            var carried = new JsonObject();
            for (Metric metric : metrics) {
                Object value = values.apply(metric);
                if (value != null) {
                    carried.put(metric.code(), value);
                }
            }
            return new JsonObject()
                    .put("node_id", nodeId.toString())
                    .put("recorded_at", at.toString())
                    .put("metrics", carried)
                    .encode();
        }
    };

    private final String mediaType;

    FileForm(String mediaType) {
        this.mediaType = mediaType;
    }

    String mediaType() {
        return mediaType;
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The line before all others, if there is one. */
    abstract Optional<String> heading(List<Metric> metrics);

    /**
     * A reading.
     *
     * @param values of a metric, null when it has none
     */
    abstract String line(
            UUID nodeId,
            Instant at,
            List<Metric> metrics,
            Function<Metric, @Nullable Object> values);

    static Optional<FileForm> find(String text) {
        return Arrays.stream(values()).filter(each -> each.code().equals(text)).findFirst();
    }
}
