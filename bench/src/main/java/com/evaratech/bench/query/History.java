package com.evaratech.bench.query;

import com.evaratech.bench.query.Campus.Kind;
import com.evaratech.bench.report.Report;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A year of readings of a campus, three metrics each, written into the tables as they lie there
 * when nodes report in turn, with all that the writer makes of them. The rollups are not laid
 * together yet.
 */
final class History {

    private static final int DAYS = 366;
    private static final long SECONDS = DAYS * 86_400L;
    private static final int TURNS_AT_ONCE = 500;

    private final Connection admin;
    private final int nodes;
    private final long turns;
    private final Instant end;

    /**
     * @param rows how many in all, as near as it goes
     * @param end the time of the newest
     */
    History(Connection admin, int nodes, long rows, Instant end) {
        this.admin = admin;
        this.nodes = nodes;
        this.turns = Math.max(1, rows / nodes);
        this.end = end;
    }

    private record Metric(String name, String value, boolean isCounter) {

        static List<Metric> of(Kind kind) {
            return switch (kind) {
                case TANK ->
                        List.of(
                                wave("water_level_cm", 150, 100),
                                wave("temperature_c", 25, 5),
                                wave("battery_v", 3.7, 0.3));
                case FLOW ->
                        List.of(
                                wave("flow_rate_lpm", 40, 40),
                                new Metric("cumulative_volume_litres", "turn * 120.5", true),
                                wave("battery_v", 3.7, 0.3));
                case DEEP ->
                        List.of(
                                wave("static_water_level_m", 30, 10),
                                wave("voltage_v", 230, 12),
                                wave("battery_v", 3.7, 0.3));
            };
        }

        private static Metric wave(String name, double middle, double height) {
            return new Metric(
                    name,
                    "round((%s + %s * sin(turn / 40.0 + node))::numeric, 2)"
                            .formatted(middle, height),
                    false);
        }
    }

    long rows() {
        return turns * nodes;
    }

    /** Writes all of it. */
    void write(Report report) throws SQLException {
        for (Kind kind : Kind.values()) {
            String name = kind.name().toLowerCase(Locale.ROOT);
            for (LocalDate month : months()) {
                run("select telemetry.ensure_month('%s', '%s')".formatted(name, month));
            }
            for (long turn = 0; turn < turns; turn += TURNS_AT_ONCE) {
                run(readings(kind, name, turn, Math.min(turns, turn + TURNS_AT_ONCE)));
            }
            report.say("%ss have their readings".formatted(name));
            for (LocalDate month : months()) {
                run(quarters(kind, name, month));
            }
            run(days(kind, name));
            run(latest(kind, name));
            for (String table : List.of("telemetry", "rollup_quarter", "rollup_day")) {
                run("vacuum analyze telemetry.%s_%s".formatted(table, name));
            }
        }
        run(
                """
                insert into telemetry.day_zone (node_number, partition, zone)
                select node, 0, %s from generate_series(1, %d) node
                """
                        .formatted(Campus.zone("node"), nodes));
        run("vacuum analyze telemetry.latest");
        run("checkpoint");
    }

    /** Bytes on disk of tables whose name begins so, with their indexes. */
    long bytes(String prefix) throws SQLException {
        var sql =
                """
                select coalesce(sum(pg_total_relation_size(c.oid)), 0)
                from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where n.nspname = 'telemetry' and c.relkind = 'r' and c.relname like ?
                """;
        try (var statement = admin.prepareStatement(sql)) {
            statement.setString(1, prefix + "\\_%");
            try (var found = statement.executeQuery()) {
                return found.next() ? found.getLong(1) : 0;
            }
        }
    }

    private List<LocalDate> months() {
        LocalDate last = LocalDate.ofInstant(end, ZoneOffset.UTC).withDayOfMonth(1);
        LocalDate first =
                LocalDate.ofInstant(end.minusSeconds(SECONDS), ZoneOffset.UTC).withDayOfMonth(1);
        return first.datesUntil(last.plusMonths(1), Period.ofMonths(1)).toList();
    }

    private String readings(Kind kind, String name, long from, long to) {
        List<Metric> metrics = Metric.of(kind);
        // Turn by turn: rows of a node lie far apart, as they do where all nodes report at once.
        return """
        insert into telemetry.telemetry_%s (node_number, recorded_at, %s)
        select node, timestamptz '%s' - (%d - turn) * interval '1 second' * %s, %s
        from generate_series(%d, %d) turn cross join generate_series(1, %d) node
        where %s
        order by turn, node
        """
                .formatted(
                        name,
                        metrics.stream().map(Metric::name).collect(Collectors.joining(", ")),
                        end,
                        turns - 1,
                        (double) SECONDS / turns,
                        metrics.stream().map(Metric::value).collect(Collectors.joining(", ")),
                        from,
                        to - 1,
                        nodes,
                        Campus.condition(kind, "node"));
    }

    private static String quarters(Kind kind, String name, LocalDate month) {
        var columns =
                rollup(
                        kind,
                        metric ->
                                metric.isCounter()
                                        ? "min(%1$s), max(%1$s), sum(%1$s), count(%1$s), min(%1$s),"
                                                + " min(recorded_at), max(%1$s), max(recorded_at),"
                                                + " max(%1$s) - min(%1$s)"
                                        : "min(%1$s), max(%1$s), sum(%1$s), count(%1$s)");
        return """
        insert into telemetry.rollup_quarter_%1$s (node_number, begins, %2$s)
        select node_number, date_bin('15 minutes', recorded_at, '2000-01-01T00:00:00Z'), %3$s
        from telemetry.telemetry_%1$s
        where recorded_at >= timestamptz '%4$sT00:00:00Z'
            and recorded_at < timestamptz '%5$sT00:00:00Z'
        group by 1, 2 order by 2, 1
        """
                .formatted(name, columns.names(), columns.values(), month, month.plusMonths(1));
    }

    private static String days(Kind kind, String name) {
        var columns =
                rollup(
                        kind,
                        metric ->
                                metric.isCounter()
                                        ? "min(%1$s_min), max(%1$s_max), sum(%1$s_sum), sum(%1$s_count),"
                                                + " min(%1$s_first), min(%1$s_first_at),"
                                                + " max(%1$s_last), max(%1$s_last_at),"
                                                + " max(%1$s_last) - min(%1$s_first)"
                                        : "min(%1$s_min), max(%1$s_max), sum(%1$s_sum), sum(%1$s_count)");
        return """
        insert into telemetry.rollup_day_%1$s (node_number, day, %2$s)
        select node_number, (begins at time zone %4$s)::date, %3$s
        from telemetry.rollup_quarter_%1$s group by 1, 2 order by 2, 1
        """
                .formatted(name, columns.names(), columns.values(), Campus.zone("node_number"));
    }

    private String latest(Kind kind, String name) {
        String metrics =
                Metric.of(kind).stream().map(Metric::name).collect(Collectors.joining(", "));
        return """
        insert into telemetry.latest (node_number, recorded_at, %2$s)
        select distinct on (node_number) node_number, recorded_at, %2$s
        from telemetry.telemetry_%1$s where recorded_at >= timestamptz '%3$s' - interval '%4$s seconds'
        order by node_number, recorded_at desc
        """
                .formatted(name, metrics, end, 2 * SECONDS / turns + 1);
    }

    private record Columns(String names, String values) {}

    private interface Form {
        String of(Metric metric);
    }

    private static Columns rollup(Kind kind, Form form) {
        List<Metric> metrics = Metric.of(kind);
        String names =
                metrics.stream()
                        .map(metric ->
                                (metric.isCounter()
                                                ? "%1$s_min, %1$s_max, %1$s_sum, %1$s_count, %1$s_first,"
                                                        + " %1$s_first_at, %1$s_last, %1$s_last_at,"
                                                        + " %1$s_increase"
                                                : "%1$s_min, %1$s_max, %1$s_sum, %1$s_count")
                                        .formatted(metric.name()))
                        .collect(Collectors.joining(", "));
        String values =
                metrics.stream()
                        .map(metric -> form.of(metric).formatted(metric.name()))
                        .collect(Collectors.joining(", "));
        return new Columns(names, values);
    }

    private void run(String sql) throws SQLException {
        try (var statement = admin.createStatement()) {
            boolean _ = statement.execute(sql);
        }
    }
}
