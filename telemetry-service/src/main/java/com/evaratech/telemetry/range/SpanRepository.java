package com.evaratech.telemetry.range;

import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.metric.Kind;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.page.Page;
import com.evaratech.common.page.PageRequest;
import com.evaratech.common.sql.Conditions;
import com.evaratech.telemetry.store.KindColumns;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Reads the tables of readings. */
@Singleton
class SpanRepository {

    private final Pool database;

    SpanRepository(Pool database) {
        this.database = database;
    }

    /** The readings of a span that carry one of its metrics, as far as the limit goes. */
    Uni<Page<SpanReading>> find(NodeEntry node, Span span) {
        KindColumns columns = KindColumns.of(Kind.valueOf(node.kind()));
        Conditions conditions =
                Conditions.sql(node.number(), utc(span.from()), utc(span.until()), span.limit() + 1)
                        .andIfGiven(
                                span.isNewestFirst() ? "recorded_at < {}" : "recorded_at > {}",
                                span.afterMillis() == null
                                        ? null
                                        : utc(Instant.ofEpochMilli(span.afterMillis())));
        String names = span.metrics().stream().map(Metric::code).collect(Collectors.joining(", "));
        String query =
                """
                select recorded_at, %1$s from %2$s
                where node_number = $1 and recorded_at >= $2 and recorded_at < $3
                    and num_nonnulls(%1$s) > 0 and %3$s
                order by recorded_at %4$s
                limit $4
                """
                        .formatted(
                                names,
                                columns.table(),
                                conditions.text(),
                                span.isNewestFirst() ? "desc" : "asc");
        return database.preparedQuery(query)
                .execute(Tuple.from(conditions.values()))
                .map(rows -> page(span, rows));
    }

    private static Page<SpanReading> page(Span span, RowSet<Row> found) {
        List<SpanReading> readings =
                StreamSupport.stream(found.spliterator(), false)
                        .map(row -> reading(row, span.metrics()))
                        .toList();
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

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
