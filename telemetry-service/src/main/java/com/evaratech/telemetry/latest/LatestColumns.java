package com.evaratech.telemetry.latest;

import com.evaratech.common.metric.Kind;
import com.evaratech.common.metric.Metric;
import io.vertx.mutiny.sqlclient.Row;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** The columns of {@code telemetry.latest}: one for each metric of the catalogue. */
final class LatestColumns {

    /**
     * All metrics for a select list, of the table with the alias {@code l}. Named one by one and
     * not as l.*: a column that a newer version's migration adds must not change the result of the
     * statements that this version keeps prepared.
     */
    static final String METRICS =
            Arrays.stream(Metric.values())
                    .map(metric -> "l." + metric.code())
                    .collect(Collectors.joining(", "));

    private LatestColumns() {}

    /** The reading in a row that has {@code recorded_at} and the metrics. */
    static LatestReading reading(UUID nodeId, Kind kind, Row row) {
        return new LatestReading(
                nodeId, kind, row.getOffsetDateTime("recorded_at").toInstant(), metrics(row, kind));
    }

    private static Map<String, Object> metrics(Row row, Kind kind) {
        Map<String, Object> metrics = new LinkedHashMap<>();
        for (Metric metric : Metric.of(kind)) {
            Object value = row.getValue(metric.code());
            if (value != null) {
                metrics.put(metric.code(), value);
            }
        }
        return metrics;
    }
}
