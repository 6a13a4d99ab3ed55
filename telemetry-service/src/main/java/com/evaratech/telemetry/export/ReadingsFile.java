package com.evaratech.telemetry.export;

import com.evaratech.common.access.Scope;
import com.evaratech.common.metric.Kind;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.sql.Conditions;
import com.evaratech.telemetry.readings.ReadingPages;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Writes a file node by node and portion by portion: in memory there is one portion however large
 * the file is, and a slow reader keeps no connection and no snapshot. For virtual threads.
 */
final class ReadingsFile {

    /** Readings of a portion: half a megabyte of text, some milliseconds of the database. */
    static final int PORTION = 5_000;

    private static final int NODES = 500;
    // Readings have whole milliseconds.
    private static final long NEXT_MILLIS = 1;

    private final Pool database;
    private final ReadingPages readings;
    private final ExportRoom room;
    private final Scope scope;
    private final ExportQuery query;
    private final long beginNumber;

    private record Part(long number, UUID id, Kind kind) {}

    /**
     * A file of the nodes of a scope.
     *
     * @param beginNumber of the first node; 0 for all
     */
    ReadingsFile(
            Pool database,
            ReadingPages readings,
            ExportRoom room,
            Scope scope,
            ExportQuery query,
            long beginNumber) {
        this.database = database;
        this.readings = readings;
        this.room = room;
        this.scope = scope;
        this.query = query;
        this.beginNumber = beginNumber;
    }

    /** Writes it; who goes on with a file has its heading. */
    void write(OutputStream target) throws IOException {
        if (query.after() == null) {
            var heading = query.form().heading(query.metrics());
            if (heading.isPresent()) {
                target.write((heading.get() + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        long after = beginNumber - 1;
        List<Part> parts;
        do {
            parts = parts(after);
            for (Part part : parts) {
                write(part, target);
                after = part.number();
            }
        } while (parts.size() == NODES);
        target.flush();
    }

    private List<Part> parts(long after) {
        UUID[] named = query.nodes() == null ? null : query.nodes().toArray(UUID[]::new);
        Conditions conditions =
                Conditions.sql(after, NODES)
                        .within(scope, "n")
                        .andIfGiven("n.id = any({})", named)
                        .andIfGiven("n.community_id = {}", query.communityId())
                        .andIfGiven(
                                "n.kind = {}", query.kind() == null ? null : query.kind().name());
        String sql =
                """
                select n.number, n.id, n.kind from telemetry.node n
                where n.number > $1 and %s
                order by n.number limit $2
                """
                        .formatted(conditions.text());
        return rows(sql, Tuple.from(conditions.values())).stream()
                .map(row ->
                        new Part(
                                row.getLong("number"),
                                row.getUUID("id"),
                                Kind.valueOf(row.getString("kind"))))
                .toList();
    }

    private void write(Part part, OutputStream target) throws IOException {
        List<Metric> metrics =
                query.metrics().stream().filter(metric -> metric.isOf(part.kind())).toList();
        if (metrics.isEmpty()) {
            return;
        }
        Instant from = begin(part);
        List<Row> portion;
        do {
            var asked =
                    new ReadingPages.Asked(
                            part.kind(),
                            part.number(),
                            metrics,
                            from,
                            query.until(),
                            false,
                            PORTION);
            portion = room.read(() -> readings.read(asked));
            if (!portion.isEmpty()) {
                target.write(text(part, metrics, portion).getBytes(StandardCharsets.UTF_8));
                from = at(portion.getLast()).plusMillis(NEXT_MILLIS);
            }
        } while (portion.size() == PORTION);
    }

    /** Never before the span, which keeps to the plan of who asks: a place may be any. */
    private Instant begin(Part part) {
        var after = query.after();
        if (after == null || !after.nodeId().equals(part.id())) {
            return query.from();
        }
        Instant next = after.recordedAt().plusMillis(NEXT_MILLIS);
        return next.isAfter(query.from()) ? next : query.from();
    }

    private String text(Part part, List<Metric> metrics, List<Row> portion) {
        var text = new StringBuilder();
        for (Row row : portion) {
            text.append(
                            query.form()
                                    .line(
                                            part.id(),
                                            at(row),
                                            query.metrics(),
                                            metric -> value(row, metrics, metric)))
                    .append('\n');
        }
        return text.toString();
    }

    private static @Nullable Object value(Row row, List<Metric> metrics, Metric metric) {
        return metrics.contains(metric) ? row.getValue(metric.code()) : null;
    }

    private static Instant at(Row row) {
        return row.getOffsetDateTime("recorded_at").toInstant();
    }

    private List<Row> rows(String sql, Tuple values) {
        var rows = room.read(() -> database.preparedQuery(sql).execute(values));
        return StreamSupport.stream(rows.spliterator(), false).toList();
    }
}
