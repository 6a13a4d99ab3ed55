package com.evaratech.bench.registry;

import com.evaratech.bench.report.Report;
import com.evaratech.bench.report.Times;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Asks every role's counts of nodes: as they are kept, and while many changes of them wait to be
 * added up.
 */
final class Counts {

    private static final double GOAL_MILLIS = 5;
    private static final int WAITING = 10_000;

    // So many requests are 50 by each role: some hundred milliseconds, once all is compiled.
    private static final int WARM_UP_TURNS = 50;
    private static final int MOST_WARM_UPS = 40;
    private static final double FASTER = 0.95;
    private static final int NOT_FASTER = 3;

    // Whoever adds up looks for this lock first, and leaves it when another has it.
    private static final String LOCK =
            "(x'73746174'::int4, 'registry.node_count'::regclass::oid::int4)";

    private final Report report;
    private final Registry registry;
    private final Connection admin;

    Counts(Report report, Registry registry, Connection admin) {
        this.report = report;
        this.registry = registry;
        this.admin = admin;
    }

    /** Measures, adding to the report. */
    void measure(int turns) throws IOException, SQLException, InterruptedException {
        warmUp();
        times(turns).tell(report, "registry.stats", GOAL_MILLIS);
        try (var statement = admin.createStatement()) {
            boolean _ = statement.execute("select pg_advisory_lock" + LOCK);
            try {
                leaveWaiting(statement);
                times(turns).tell(report, "registry.stats.waiting", GOAL_MILLIS);
            } finally {
                boolean _ = statement.execute("select pg_advisory_unlock" + LOCK);
            }
        }
    }

    /** Until it gets no faster: what is compiled late shows in the slowest of a few. */
    private void warmUp() throws IOException, InterruptedException {
        long best = Long.MAX_VALUE;
        int inVain = 0;
        for (int turn = 0; turn < MOST_WARM_UPS && inVain < NOT_FASTER; turn++) {
            long begun = System.nanoTime();
            var _ = times(WARM_UP_TURNS);
            long nanos = System.nanoTime() - begun;
            inVain = nanos < FASTER * best ? 0 : inVain + 1;
            best = Math.min(best, nanos);
        }
    }

    /** In pairs that cancel out, in every scope that is asked for. */
    private static void leaveWaiting(Statement statement) throws SQLException {
        int _ =
                statement.executeUpdate(
                        """
                        insert into registry.node_count_change (scope, category, status, nodes)
                        select (array['00000000-0000-0000-0000-000000000000', '%s', '%s', '%s']::uuid[])
                                   [1 + i / 2 %% 4],
                               'OHT', 'ONLINE', 1 - 2 * (i %% 2)
                        from generate_series(1, %d) i
                        """
                                .formatted(
                                        Tree.DISTRIBUTOR, Tree.COMMUNITY, Tree.CUSTOMER, WAITING));
    }

    private Times times(int turns) throws IOException, InterruptedException {
        var times = new Times();
        for (int turn = 0; turn < turns; turn++) {
            for (Role role : Role.values()) {
                long begun = System.nanoTime();
                var _ = registry.get(role, "/api/v1/stats");
                times.record(role.code(), System.nanoTime() - begun);
            }
        }
        return times;
    }
}
