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
    void measure(int warmUps, int turns) throws IOException, SQLException, InterruptedException {
        var _ = times(warmUps);
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
