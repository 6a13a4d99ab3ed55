package com.evaratech.telemetry.range;

import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.metric.Kind;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.page.Page;
import com.evaratech.common.page.PageRequest;
import com.evaratech.telemetry.readings.ReadingPages;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads spans of readings, page by page. */
@Singleton
class SpanRepository {

    // Readings have whole milliseconds.
    private static final long NEXT_MILLIS = 1;

    private final ReadingPages readings;

    SpanRepository(ReadingPages readings) {
        this.readings = readings;
    }

    /** The readings of a span that carry one of its metrics, as far as the limit goes. */
    Uni<Page<SpanReading>> find(NodeEntry node, Span span) {
        Instant from = span.from();
        Instant until = span.until();
        if (span.afterMillis() != null) {
            Instant after = Instant.ofEpochMilli(span.afterMillis());
            if (span.isNewestFirst()) {
                until = after.isBefore(until) ? after : until;
            } else {
                Instant next = after.plusMillis(NEXT_MILLIS);
                from = next.isAfter(from) ? next : from;
            }
        }
        return readings.read(
                        new ReadingPages.Asked(
                                Kind.valueOf(node.kind()),
                                node.number(),
                                span.metrics(),
                                from,
                                until,
                                span.isNewestFirst(),
                                span.limit() + 1))
                .map(rows -> page(span, rows));
    }

    private static Page<SpanReading> page(Span span, List<Row> found) {
        List<SpanReading> readings =
                found.stream().map(row -> reading(row, span.metrics())).toList();
        if (readings.size() <= span.limit()) {
            return new Page<>(readings, null);
        }
        List<SpanReading> items = readings.subList(0, span.limit());
        return new Page<>(
                items, PageRequest.cursorAfter(items.getLast().recordedAt().toEpochMilli()));
    }

    private static SpanReading reading(Row row, List<Metric> metrics) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Metric metric : metrics) {
            Object value = row.getValue(metric.code());
            if (value != null) {
                values.put(metric.code(), value);
            }
        }
        return new SpanReading(row.getOffsetDateTime("recorded_at").toInstant(), values);
    }
}
