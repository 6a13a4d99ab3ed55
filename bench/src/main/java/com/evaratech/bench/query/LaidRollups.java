package com.evaratech.bench.query;

import com.evaratech.bench.query.Campus.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

/**
 * What laying rollups of past days together came to.
 *
 * @param rows how many quarters and days were laid
 * @param nanos how long it took
 * @param longestNanos how long somebody who writes one of these rows waits at most
 */
record LaidRollups(long rows, long nanos, long longestNanos) {

    private static final int AT_ONCE = 10_000;

    /** Lays them as the service does after an upgrade: three days at once. */
    static LaidRollups lay(Connection admin) throws SQLException {
        try (var statement = admin.createStatement()) {
            // The service has looked when there was nothing.
            int _ = statement.executeUpdate("delete from telemetry.laid_rollups");
        }
        long begun = System.nanoTime();
        var laid = new LaidRollups(0, 0, 0);
        for (Kind kind : Kind.values()) {
            for (String what : List.of("quarter", "day")) {
                laid = laid.with(layAll(admin, what, kind.name().toLowerCase(Locale.ROOT)));
            }
        }
        return new LaidRollups(laid.rows, System.nanoTime() - begun, laid.longestNanos);
    }

    /** Behind it the server cleans up, as it does by itself in a while. */
    static void cleanUp(Connection admin) throws SQLException {
        try (var statement = admin.createStatement()) {
            boolean _ = statement.execute("vacuum analyze");
            boolean _ = statement.execute("checkpoint");
        }
    }

    private static LaidRollups layAll(Connection admin, String what, String kind)
            throws SQLException {
        var laid = new LaidRollups(0, 0, 0);
        try (var statement =
                admin.prepareStatement("select nodes, laid from telemetry.lay_rollups(?, ?, ?)")) {
            statement.setString(1, what);
            statement.setString(2, kind);
            statement.setInt(3, AT_ONCE);
            while (true) {
                long begun = System.nanoTime();
                try (var rows = statement.executeQuery()) {
                    boolean _ = rows.next();
                    int nodes = rows.getInt(1);
                    if (rows.wasNull()) {
                        // What the server does by itself within minutes; or the service is at it.
                        vacuum(admin, what, kind);
                    } else if (nodes == 0) {
                        return laid;
                    } else {
                        laid =
                                laid.with(
                                        new LaidRollups(
                                                rows.getLong(2), 0, System.nanoTime() - begun));
                    }
                }
            }
        }
    }

    private static void vacuum(Connection admin, String what, String kind) throws SQLException {
        try (var statement = admin.createStatement()) {
            boolean _ = statement.execute("vacuum telemetry.rollup_%s_%s".formatted(what, kind));
        }
    }

    private LaidRollups with(LaidRollups more) {
        return new LaidRollups(
                rows + more.rows, nanos + more.nanos, Math.max(longestNanos, more.longestNanos));
    }
}
