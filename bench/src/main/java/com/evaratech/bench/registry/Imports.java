package com.evaratech.bench.registry;

import com.evaratech.bench.host.BenchServers;
import com.evaratech.bench.host.Pause;
import com.evaratech.bench.profile.Profiling;
import com.evaratech.bench.report.Mark;
import com.evaratech.bench.report.Report;
import com.evaratech.bench.report.Times;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Imports of as many nodes as one request may have. Each finds the registry as large as it was, and
 * what the one before has changed told to the other services: somebody who imports a community does
 * so once a day, not once a second.
 */
final class Imports {

    private static final double GOAL_SECONDS = 2;
    private static final String CSV = "text/csv";
    private static final String JSON = "application/json";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Report report;
    private final Registry registry;
    private final BenchServers servers;
    private final Connection admin;
    private final int turns;

    Imports(Report report, Registry registry, BenchServers servers, Connection admin, int turns) {
        this.report = report;
        this.registry = registry;
        this.servers = servers;
        this.admin = admin;
        this.turns = turns;
    }

    /** Measures, adding to the report. */
    void run(Profiling profiling) throws IOException, SQLException, InterruptedException {
        double cold = importOnce(CSV, NodeFile.csv("imported-cold"), false);
        report.add(Mark.told("registry.import.cold", cold, "s"));
        forget();
        // The compiler is behind until the same was done a few times.
        importAll("warm", null);
        profiling.begin();
        var times = new Times();
        importAll("measured", times);
        profiling.end("imports");
        times.tell(report, "registry.import", GOAL_SECONDS * 1e3);
    }

    private void importAll(String series, @Nullable Times times)
            throws IOException, SQLException, InterruptedException {
        for (int turn = 0; turn < turns; turn++) {
            var name = "imported-" + series + "-" + turn;
            importOnce(times, "csv.dry-run", CSV, NodeFile.csv(name), true);
            importOnce(times, "csv", CSV, NodeFile.csv(name), false);
            forget();
            importOnce(times, "json", JSON, NodeFile.json(name + "-json"), false);
            forget();
        }
    }

    private void importOnce(
            @Nullable Times times, String name, String type, byte[] file, boolean isDryRun)
            throws IOException, InterruptedException {
        double seconds = importOnce(type, file, isDryRun);
        if (times != null) {
            times.record(name, (long) (seconds * 1e9));
        }
    }

    private double importOnce(String type, byte[] file, boolean isDryRun)
            throws IOException, InterruptedException {
        long begun = System.nanoTime();
        var answer = registry.importNodes(type, file, isDryRun);
        double seconds = (System.nanoTime() - begun) / 1e9;
        if (answer.path("right").asInt() != NodeFile.ROWS) {
            throw new IllegalStateException("not all nodes were right: " + answer.path("errors"));
        }
        return seconds;
    }

    /**
     * Takes away what was imported, once the others have heard of it. They forget it, too, since
     * the bus loses everything then and all is written anew: no copy may grow from turn to turn.
     */
    private void forget() throws IOException, SQLException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (isUntold()) {
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException("nobody is told of what was imported");
            }
            Pause.of(Duration.ofMillis(100));
        }
        try (var statement = admin.createStatement()) {
            int _ =
                    statement.executeUpdate(
                            "delete from registry.node where key like 'imported-%'");
            boolean _ =
                    statement.execute(
                            "vacuum registry.node, registry.node_seen, registry.node_status, registry.outbox");
        }
        servers.emptyRedis();
        registry.awaitReadAnew();
    }

    private boolean isUntold() throws SQLException {
        try (var statement = admin.createStatement();
                var rows =
                        statement.executeQuery(
                                "select number > relayed from registry.outbox_head, registry.outbox_relay")) {
            return rows.next() && rows.getBoolean(1);
        }
    }
}
