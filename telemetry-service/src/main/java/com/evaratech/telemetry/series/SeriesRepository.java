package com.evaratech.telemetry.series;

import com.evaratech.common.metric.Kind;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.metric.Plausible;
import com.evaratech.telemetry.readings.ReadingSource;
import com.evaratech.telemetry.rollup.RollupColumns;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Reads readings and rollups by steps. */
@Singleton
class SeriesRepository {

    private final Pool database;

    SeriesRepository(Pool database) {
        this.database = database;
    }

    /**
     * What is read of nodes of one kind.
     *
     * @param kind of all of them
     * @param nodes numbers inside the fleet
     * @param metrics of the kind
     * @param source what from
     * @param boundaries where steps begin and the last one ends
     * @param zone of days
     */
    record Part(
            Kind kind,
            List<Long> nodes,
            List<Metric> metrics,
            Resolution source,
            List<Instant> boundaries,
            ZoneId zone) {}

    /** The points of each metric of each node that has readings in the span. */
    Uni<Map<Long, Map<Metric, Points>>> read(Part part) {
        Object[] boundaries = boundaries(part);
        return database.preparedQuery(sql(part))
                .execute(
                        Tuple.of(
                                part.nodes().toArray(Long[]::new),
                                boundaries,
                                boundaries[0],
                                boundaries[boundaries.length - 1]))
                .map(rows -> points(part, rows));
    }

    private static Object[] boundaries(Part part) {
        return part.source() == Resolution.DAY
                ? part.boundaries().stream()
                        .map(begin -> LocalDate.ofInstant(begin, part.zone()))
                        .toArray(LocalDate[]::new)
                : part.boundaries().stream()
                        .map(begin -> begin.atOffset(ZoneOffset.UTC))
                        .toArray(OffsetDateTime[]::new);
    }

    /** Walks each node's part of the primary key. */
    private static String sql(Part part) {
        var columns = RollupColumns.of(part.kind());
        String table =
                switch (part.source()) {
                    case RAW ->
                            "unnest($1::bigint[]) as asked (number), lateral %s(asked.number, $3, $4)"
                                    .formatted(new ReadingSource(part.kind()).all());
                    case QUARTER -> columns.quarters();
                    case DAY -> columns.days();
                };
        String time =
                switch (part.source()) {
                    case RAW -> "recorded_at";
                    case QUARTER -> "begins";
                    case DAY -> "day";
                };
        String type = part.source() == Resolution.DAY ? "date" : "timestamptz";
        return """
        select node_number, width_bucket(%1$s, $2::%2$s[]) - 1 as step, %3$s
        from %4$s
        where %5$s
        group by 1, 2
        """
                .formatted(
                        time,
                        type,
                        part.metrics().stream()
                                .flatMap(metric -> aggregates(metric, part.source()))
                                .collect(Collectors.joining(", ")),
                        table,
                        part.source() == Resolution.RAW
                                ? "true"
                                : "node_number = any($1) and %1$s >= $3 and %1$s < $4"
                                        .formatted(time));
    }

    private static Stream<String> aggregates(Metric metric, Resolution source) {
        String code = metric.code();
        boolean isRaw = source == Resolution.RAW;
        if (metric.plausible() instanceof Plausible.OneOf words) {
            return words.codes().stream()
                    .map(word -> {
                        String name = code + "_" + word.toLowerCase(Locale.ROOT);
                        return isRaw
                                ? "count(*) filter (where %s = '%s') as %s"
                                        .formatted(code, word, name)
                                : "coalesce(sum(%1$s), 0)::bigint as %1$s".formatted(name);
                    });
        }
        return isRaw
                ? Stream.of(
                        "min(%1$s) as %1$s_min, max(%1$s) as %1$s_max".formatted(code),
                        "sum(%1$s) as %1$s_sum, count(%1$s) as %1$s_count".formatted(code))
                : Stream.of(
                        "min(%1$s_min) as %1$s_min, max(%1$s_max) as %1$s_max".formatted(code),
                        "sum(%1$s_sum) as %1$s_sum".formatted(code),
                        "coalesce(sum(%1$s_count), 0)::bigint as %1$s_count".formatted(code));
    }

    private static Map<Long, Map<Metric, Points>> points(Part part, RowSet<Row> rows) {
        List<Instant> begins = part.boundaries().subList(0, part.boundaries().size() - 1);
        Map<Long, Map<Metric, Points>> points = new HashMap<>();
        for (Row row : rows) {
            var ofNode = points.computeIfAbsent(row.getLong("node_number"), _ -> new HashMap<>());
            int step = row.getInteger("step");
            for (Metric metric : part.metrics()) {
                set(
                        ofNode.computeIfAbsent(metric, _ -> new Points(metric, begins)),
                        metric,
                        step,
                        row);
            }
        }
        return points;
    }

    private static void set(Points points, Metric metric, int step, Row row) {
        String code = metric.code();
        if (metric.plausible() instanceof Plausible.OneOf words) {
            IntStream.range(0, words.codes().size())
                    .forEach(word ->
                            points.setWord(
                                    step,
                                    word,
                                    row.getLong(
                                            code
                                                    + "_"
                                                    + words.codes()
                                                            .get(word)
                                                            .toLowerCase(Locale.ROOT))));
        } else if (row.getLong(code + "_count") > 0) {
            points.set(
                    step,
                    row.getDouble(code + "_min"),
                    row.getDouble(code + "_sum"),
                    row.getDouble(code + "_max"),
                    row.getLong(code + "_count"));
        }
    }
}
