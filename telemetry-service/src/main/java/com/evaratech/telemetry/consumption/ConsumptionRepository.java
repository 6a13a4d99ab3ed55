package com.evaratech.telemetry.consumption;

import com.evaratech.common.access.Scope;
import com.evaratech.common.metric.Kind;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.sql.Conditions;
import com.evaratech.telemetry.rollup.CounterChain;
import com.evaratech.telemetry.rollup.RollupColumns;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** Reads by how much counters rose. */
@Singleton
class ConsumptionRepository {

    /** As many as a community may have for one answer. */
    static final int MOST_METERS = 10_000;

    private static final int QUARTERS_OF_A_DAY = 96;

    // The last one, and as a rule another where the counter stood elsewhere.
    private static final int ROWS_BEFORE = 12;

    private static final String OF_EACH =
            """
            select node_number, width_bucket(at, $2::%s[]) - 1 as period, sum(rose) as rose
            from rising where at >= $3 group by 1, 2
            """;
    private static final String OF_ALL =
            """
            select width_bucket(at, $2::%s[]) - 1 as period, sum(rose) as rose
            from rising where at >= $3 group by 1
            """;

    private final Pool database;

    ConsumptionRepository(Pool database) {
        this.database = database;
    }

    /**
     * What is read.
     *
     * @param meters numbers inside the fleet, all of the counter's kind
     * @param counter which of their metrics
     * @param begins where periods begin and the last one ends
     * @param zone whose days
     * @param isByDays whether rows of days will do
     */
    record Part(
            List<Long> meters,
            Metric counter,
            List<Instant> begins,
            ZoneId zone,
            boolean isByDays) {

        Kind kind() {
            return kindOf(counter);
        }

        /** Rows that are read when no meter was silent. */
        long rows() {
            long days = Duration.between(begins.getFirst(), begins.getLast()).toDays() + 1;
            return meters.size() * days * (isByDays ? 1 : QUARTERS_OF_A_DAY);
        }
    }

    /** The kind of node that has a counter; each is of one. */
    static Kind kindOf(Metric counter) {
        return counter.isOf(Kind.FLOW) ? Kind.FLOW : Kind.DEEP;
    }

    /** The meters of a community that the scope has, by number. */
    Uni<List<Long>> meters(Scope scope, UUID communityId, Kind kind) {
        var conditions =
                Conditions.sql(communityId, kind.name(), MOST_METERS + 1).within(scope, "n");
        return database.preparedQuery(
                        """
                        select n.number from telemetry.node n
                        where n.community_id = $1 and n.kind = $2 and %s
                        order by n.number limit $3
                        """
                                .formatted(conditions.text()))
                .execute(Tuple.from(conditions.values()))
                .map(rows ->
                        StreamSupport.stream(rows.spliterator(), false)
                                .map(row -> row.getLong("number"))
                                .toList());
    }

    /** By how much the counter of each meter rose in each period; what is not there is unknown. */
    Uni<Map<Long, Map<Integer, Double>>> ofEach(Part part) {
        return rows(part, OF_EACH)
                .map(rows -> {
                    Map<Long, Map<Integer, Double>> rose = new HashMap<>();
                    for (Row row : rows) {
                        var _ =
                                rose.computeIfAbsent(
                                                row.getLong("node_number"), _ -> new HashMap<>())
                                        .put(row.getInteger("period"), row.getDouble("rose"));
                    }
                    return rose;
                });
    }

    /** By how much all of them rose in each period: a row for each, however many there are. */
    Uni<Map<Integer, Double>> ofAll(Part part) {
        return rows(part, OF_ALL)
                .map(rows -> {
                    Map<Integer, Double> rose = new HashMap<>();
                    for (Row row : rows) {
                        var _ = rose.put(row.getInteger("period"), row.getDouble("rose"));
                    }
                    return rose;
                });
    }

    private Uni<RowSet<Row>> rows(Part part, String told) {
        Object[] begins =
                part.isByDays()
                        ? part.begins().stream()
                                .map(begin -> LocalDate.ofInstant(begin, part.zone()))
                                .toArray(LocalDate[]::new)
                        : part.begins().stream()
                                .map(begin -> begin.atOffset(ZoneOffset.UTC))
                                .toArray(OffsetDateTime[]::new);
        return database.preparedQuery(
                        rising(part) + told.formatted(part.isByDays() ? "date" : "timestamptz"))
                .execute(
                        Tuple.of(
                                part.meters().toArray(Long[]::new),
                                begins,
                                begins[0],
                                begins[begins.length - 1]));
    }

    /**
     * What a counter rose within rows, and from each row to the next, where it belongs to the
     * later. Rows before the span tell where the first one came from; if the last of them is more
     * than a month older, nobody knows when it was used.
     */
    private static String rising(Part part) {
        var columns = RollupColumns.of(part.kind());
        String told =
                """
                %1$s as at, %2$s_first as first, %2$s_last as last, %2$s_increase as increase,
                    %2$s_first_other as first_other, %2$s_last_other as last_other,
                    %2$s_min = %2$s_max as stands\
                """
                        .formatted(part.isByDays() ? "day" : "begins", part.counter().code());
        return """
        with parts as (
            select node_number, %1$s
            from %2$s
            where node_number = any($1) and %3$s >= $3 and %3$s < $4
                and %4$s_increase is not null
            union all
            select node.number, before.*
            from unnest($1::bigint[]) as node (number),
                lateral (
                    select %1$s
                    from %2$s
                    where node_number = node.number and %3$s < $3
                        and %3$s >= $3 - interval '31 days' and %4$s_increase is not null
                    order by %3$s desc limit %5$d) before),
        flagged as (
            select parts.*, %6$s as repeats from parts),
        rising as (
            select node_number, at, increase + %7$s as rose from flagged)
        """
                .formatted(
                        told,
                        part.isByDays() ? columns.days() : columns.quarters(),
                        part.isByDays() ? "day" : "begins",
                        part.counter().code(),
                        ROWS_BEFORE,
                        CounterChain.repeats(
                                "", "stands", "(partition by node_number order by at)"),
                        CounterChain.step("", "(partition by node_number, repeats order by at)"));
    }
}
