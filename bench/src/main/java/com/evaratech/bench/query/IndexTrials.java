package com.evaratech.bench.query;

import com.evaratech.bench.report.Mark;
import com.evaratech.bench.report.Report;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;

/**
 * The same questions with other indexes beside those that there are, one after the other: which
 * answers are sooner for it, what it takes on disk, and what each writing then costs.
 */
final class IndexTrials {

    private static final int WRITTEN = 20_000;
    private static final int TIMES = 7;

    private final Connection admin;
    private final Report report;
    private final History history;
    private final int nodes;
    private final Instant end;

    /**
     * @param history that is written
     * @param end the time of its newest reading
     */
    IndexTrials(Connection admin, Report report, History history, int nodes, Instant end) {
        this.admin = admin;
        this.report = report;
        this.history = history;
        this.nodes = nodes;
        this.end = end;
    }

    /** Asks all questions; the marks' names begin with this. */
    @FunctionalInterface
    interface Asking {
        void ask(String form) throws IOException, InterruptedException;
    }

    /** Tries all of them. */
    void run(Asking asking) throws SQLException, IOException, InterruptedException {
        for (IndexTrial trial : IndexTrial.ALL) {
            for (String each : trial.made()) {
                run(each);
            }
            asking.ask(trial.name());
            tell(trial, "bytes", (double) bytes() / history.rows(), "B/reading");
            tell(trial, "insert", micros(inserts()), "µs/reading");
            tell(trial, "update", micros(updates()), "µs/quarter");
            for (String each : trial.gone()) {
                run(each);
            }
            run("vacuum analyze telemetry.telemetry_tank");
            run("vacuum analyze telemetry.rollup_quarter_tank");
            run("checkpoint");
        }
    }

    private void tell(IndexTrial trial, String what, double value, String unit) {
        report.add(Mark.told("query.%s.%s".formatted(trial.name(), what), value, unit));
    }

    /** Readings of tanks, as if they came now. */
    private String inserts() {
        return """
        insert into telemetry.telemetry_tank
            (node_number, recorded_at, water_level_cm, temperature_c, battery_v)
        select node, timestamptz '%s' - turn * interval '1 second' - interval '137 milliseconds',
            150.5, 25.25, 3.7
        from generate_series(1, %d) turn cross join generate_series(1, %d) node
        """
                .formatted(end, Math.ceilDiv(WRITTEN, nodes), nodes);
    }

    /** Their newest quarters of an hour, as with each reading more. */
    private static String updates() {
        return """
        update telemetry.rollup_quarter_tank q
        set water_level_cm_max = greatest(water_level_cm_max, 150.5),
            water_level_cm_sum = water_level_cm_sum + 150.5,
            water_level_cm_count = water_level_cm_count + 1
        from (
            select node_number, begins from telemetry.rollup_quarter_tank
            order by begins desc limit %d) newest
        where q.node_number = newest.node_number and q.begins = newest.begins
        """
                .formatted(WRITTEN);
    }

    /** What a row of a statement takes that is undone: the median of some times. */
    private double micros(String sql) throws SQLException {
        double[] each = new double[TIMES];
        admin.setAutoCommit(false);
        try (var statement = admin.createStatement()) {
            for (int time = 0; time < TIMES; time++) {
                long begun = System.nanoTime();
                int rows = statement.executeUpdate(sql);
                each[time] = (System.nanoTime() - begun) / 1e3 / rows;
                admin.rollback();
            }
        } finally {
            admin.setAutoCommit(true);
        }
        Arrays.sort(each);
        return each[TIMES / 2];
    }

    private long bytes() throws SQLException {
        var sql =
                """
                select coalesce(sum(pg_relation_size(c.oid)), 0)
                from pg_class c
                where c.relkind = 'i' and exists (
                    select from pg_partition_ancestors(c.oid) a
                    where a.relid::regclass::text like 'telemetry.trial\\_%')
                """;
        try (var statement = admin.createStatement();
                var found = statement.executeQuery(sql)) {
            return found.next() ? found.getLong(1) : 0;
        }
    }

    private void run(String sql) throws SQLException {
        try (var statement = admin.createStatement()) {
            boolean _ = statement.execute(sql);
        }
    }
}
