package com.evaratech.telemetry.rollup;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** Makes rows of rollups anew: quarters of an hour from readings, days from quarters. */
final class Recompute {

    private final String quarters;
    private final String quartersOfNodes;
    private final String days;
    private final String removeDays;
    private final String span;

    Recompute(RollupColumns columns) {
        this.quarters = quarters(columns);
        this.quartersOfNodes = quartersOfNodes(columns);
        this.days = days(columns);
        this.removeDays =
                """
                delete from %s d
                using unnest(?::bigint[], ?::bigint[]) as given (node_number, day)
                where d.node_number = given.node_number
                    and d.day >= date '1970-01-01' + given.day::int
                """
                        .formatted(columns.days());
        this.span =
                """
                select q.node_number, min(q.begins), max(q.begins),
                    (select min(d.day) from %2$s d where d.node_number = q.node_number)
                from %1$s q where q.node_number = any(?) group by q.node_number
                """
                        .formatted(columns.quarters(), columns.days());
    }

    /** What of these is packed has been taken out for whoever wrote there. */
    private static String quarters(RollupColumns columns) {
        String parts =
                """
                select t.*, begins
                from (
                    select node_number, to_timestamp(key / 1000.0) as begins
                    from unnest(?::bigint[], ?::bigint[]) as given (node_number, key)) given
                join %1$s t using (node_number)
                where recorded_at >= begins and recorded_at < begins + interval '15 minutes'
                """
                        .formatted(columns.readings());
        return put(
                columns,
                columns.quarters(),
                "begins",
                CounterChain.ofReadings(columns.counters(), parts, "node_number, begins"),
                RollupColumn::ofReadings);
    }

    private static String quartersOfNodes(RollupColumns columns) {
        String begins = "date_bin('15 minutes', recorded_at, 'epoch')";
        String parts =
                """
                select t.*, %2$s as begins
                from unnest(?::bigint[]) as given (number),
                    lateral %1$s(given.number, '-infinity', 'infinity') t
                """
                        .formatted(columns.allReadings(), begins);
        return put(
                columns,
                columns.quarters(),
                "begins",
                CounterChain.ofReadings(columns.counters(), parts, "node_number, begins"),
                RollupColumn::ofReadings);
    }

    private static String days(RollupColumns columns) {
        String parts =
                """
                select q.*, day
                from (
                    select node_number, date '1970-01-01' + day::int as day,
                        to_timestamp(from_ms / 1000.0) as from_time,
                        to_timestamp(until_ms / 1000.0) as until_time
                    from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[])
                        as given (node_number, day, from_ms, until_ms)) given
                join %1$s q using (node_number)
                where begins >= from_time and begins < until_time
                """
                        .formatted(columns.quarters());
        return put(
                columns,
                columns.days(),
                "day",
                CounterChain.ofQuarters(columns.counters(), parts, "node_number, day"),
                RollupColumn::ofQuarters);
    }

    /** Quarters of an hour; keys are those of the deltas. */
    void quarters(Connection transaction, List<Delta> rows) throws SQLException {
        run(
                transaction,
                quarters,
                rows.stream().mapToLong(Delta::node).toArray(),
                rows.stream().mapToLong(Delta::key).toArray());
    }

    /** All quarters of an hour of these nodes. */
    void quartersOf(Connection transaction, Collection<Long> nodes) throws SQLException {
        run(transaction, quartersOfNodes, numbers(nodes));
    }

    /** Days, when their quarters are right. */
    void days(Connection transaction, List<NodeDay> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        run(
                transaction,
                days,
                rows.stream().mapToLong(NodeDay::node).toArray(),
                rows.stream().mapToLong(row -> row.day().day()).toArray(),
                rows.stream().mapToLong(row -> row.day().from()).toArray(),
                rows.stream().mapToLong(row -> row.day().until()).toArray());
    }

    /**
     * All days of these nodes, which were cut by other zones, when their quarters are right. Those
     * whose quarters are no longer kept stay as they are.
     */
    void daysOf(Connection transaction, Map<Long, ZoneId> zones) throws SQLException {
        var rows = new ArrayList<NodeDay>();
        var firstDays = new ArrayList<NodeDay>();
        try (var statement = transaction.prepareStatement(span)) {
            var arrays = transaction.unwrap(PGConnection.class);
            statement.setArray(1, arrays.createArrayOf("bigint", numbers(zones.keySet())));
            try (var found = statement.executeQuery()) {
                while (found.next()) {
                    long node = found.getLong(1);
                    ZoneId zone = zones.getOrDefault(node, ZoneOffset.UTC);
                    LocalDate last = day(found.getObject(3, OffsetDateTime.class), zone);
                    LocalDate date = first(found, zone);
                    firstDays.add(new NodeDay(node, LocalDay.of(date, zone)));
                    for (; !date.isAfter(last); date = date.plusDays(1)) {
                        rows.add(new NodeDay(node, LocalDay.of(date, zone)));
                    }
                }
            }
        }
        run(
                transaction,
                removeDays,
                firstDays.stream().mapToLong(NodeDay::node).toArray(),
                firstDays.stream().mapToLong(row -> row.day().day()).toArray());
        days(transaction, rows);
    }

    /** Behind days of which there are no quarters, the first may have but a part of its own. */
    private static LocalDate first(ResultSet found, ZoneId zone) throws SQLException {
        LocalDate date = day(found.getObject(2, OffsetDateTime.class), zone);
        @Nullable LocalDate kept = found.getObject(4, LocalDate.class);
        boolean isCut = kept != null && kept.isBefore(date.minusDays(1));
        // The same day of the zone before may begin a day earlier.
        return isCut ? date.plusDays(1) : date.minusDays(1);
    }

    private static LocalDate day(OffsetDateTime time, ZoneId zone) {
        return LocalDate.ofInstant(Instant.from(time), zone);
    }

    private static String put(
            RollupColumns columns,
            String table,
            String key,
            String parts,
            Function<RollupColumn, String> aggregate) {
        List<RollupColumn> all = columns.all();
        String names = all.stream().map(RollupColumn::name).collect(Collectors.joining(", "));
        return """
        insert into %1$s (node_number, %2$s, %3$s)
        select node_number, %2$s, %4$s from (%5$s) parts group by node_number, %2$s
        on conflict (node_number, %2$s) do update set (%3$s) = row(%6$s)
        """
                .formatted(
                        table,
                        key,
                        names,
                        all.stream().map(aggregate).collect(Collectors.joining(", ")),
                        parts,
                        all.stream()
                                .map(column -> "excluded." + column.name())
                                .collect(Collectors.joining(", ")));
    }

    private static void run(Connection transaction, String sql, long[]... parameters)
            throws SQLException {
        var arrays = transaction.unwrap(PGConnection.class);
        try (var statement = transaction.prepareStatement(sql)) {
            for (int place = 0; place < parameters.length; place++) {
                statement.setArray(place + 1, arrays.createArrayOf("bigint", parameters[place]));
            }
            int _ = statement.executeUpdate();
        }
    }

    private static long[] numbers(Collection<Long> nodes) {
        return nodes.stream().mapToLong(Long::longValue).toArray();
    }
}
