package com.evaratech.bench.ingest;

import com.evaratech.bench.host.BenchServers;
import com.evaratech.local.process.ProcessCost;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;

/**
 * PostgreSQL alone with rows that the fleet has stored, into tables of the same form: what it would
 * cost if there were nothing but the server.
 */
final class Bare {

    private static final String ROWS =
            """
            select node_number, recorded_at, water_level_cm, temperature_c, tds_ppm
            from telemetry.telemetry_tank order by recorded_at, node_number limit %d
            """;

    private static final String COLUMNS =
            "(node_number, recorded_at, water_level_cm, temperature_c, tds_ppm)";

    // As many readings as a round of the writer has.
    private static final int TRANSACTION = 10_000;

    private final BenchServers servers;
    private final int rows;

    /** What it took: seconds on the clock, and of processor time of PostgreSQL and this process. */
    record Cost(long rows, double seconds, double postgresSeconds, double clientSeconds) {

        double perSecond() {
            return rows / seconds;
        }
    }

    /**
     * A comparison.
     *
     * @param rows how many at most
     */
    Bare(BenchServers servers, int rows) {
        this.servers = servers;
        this.rows = rows;
    }

    /** By one statement for many rows. */
    Cost insert() throws SQLException, IOException {
        try (Connection admin = servers.connect()) {
            List<Rows> chunks = read(admin);
            empty(admin);
            admin.setAutoCommit(false);
            long count = chunks.stream().mapToLong(Rows::size).sum();
            return measured(
                    count,
                    () -> {
                        for (Rows chunk : chunks) {
                            chunk.insert(admin);
                            admin.commit();
                        }
                    });
        }
    }

    /** By the server's own way of loading. */
    Cost copy() throws SQLException, IOException {
        try (Connection admin = servers.connect()) {
            var copying = admin.unwrap(PGConnection.class).getCopyAPI();
            var bytes = new ByteArrayOutputStream();
            long count =
                    copying.copyOut(
                            "copy (%s) to stdout (format binary)".formatted(ROWS.formatted(rows)),
                            bytes);
            empty(admin);
            return measured(
                    count,
                    () -> {
                        long _ =
                                copying.copyIn(
                                        "copy bench.tank %s from stdin (format binary)"
                                                .formatted(COLUMNS),
                                        new ByteArrayInputStream(bytes.toByteArray()));
                    });
        }
    }

    private List<Rows> read(Connection admin) throws SQLException {
        var chunks = new ArrayList<Rows>();
        admin.setAutoCommit(false);
        try (var statement = admin.createStatement()) {
            statement.setFetchSize(TRANSACTION);
            try (var found = statement.executeQuery(ROWS.formatted(rows))) {
                int place = TRANSACTION;
                while (found.next()) {
                    if (place == TRANSACTION) {
                        chunks.add(new Rows(TRANSACTION));
                        place = 0;
                    }
                    Rows chunk = chunks.getLast();
                    chunk.set(place, found);
                    place++;
                }
                if (place < TRANSACTION) {
                    // Not a whole one: the others suffice.
                    chunks.removeLast();
                }
            }
        }
        admin.commit();
        admin.setAutoCommit(true);
        return chunks;
    }

    private static void empty(Connection admin) throws SQLException {
        try (var statement = admin.createStatement()) {
            boolean _ = statement.execute("create schema if not exists bench");
            boolean _ = statement.execute("drop table if exists bench.tank");
            boolean _ =
                    statement.execute(
                            "create table bench.tank (like telemetry.telemetry_tank including all)");
            boolean _ = statement.execute("checkpoint");
        }
    }

    private Cost measured(long count, Work work) throws SQLException, IOException {
        Duration postgres = servers.postgresCpu();
        Duration client = ProcessCost.cpu(ProcessHandle.current());
        long begun = System.nanoTime();
        work.run();
        return new Cost(
                count,
                (System.nanoTime() - begun) / 1e9,
                seconds(servers.postgresCpu().minus(postgres)),
                seconds(ProcessCost.cpu(ProcessHandle.current()).minus(client)));
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1e3;
    }

    @FunctionalInterface
    private interface Work {
        void run() throws SQLException, IOException;
    }
}
