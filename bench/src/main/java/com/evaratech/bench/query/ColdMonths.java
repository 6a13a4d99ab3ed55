package com.evaratech.bench.query;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;

/**
 * What packing the months that are past came to.
 *
 * @param readings how many were packed
 * @param nanos how long it took
 * @param plainBytes of these months' tables with their keys, before
 * @param packedBytes likewise, after
 */
record ColdMonths(long readings, long nanos, long plainBytes, long packedBytes) {

    private static final String COLD =
            """
            select kind, month::date from unnest(array['tank', 'flow', 'deep']) kind,
                generate_series(date_trunc('month', now() - interval '13 months'),
                    date_trunc('month', now() - interval '64 days'), interval '1 month') month
            """;
    private static final int AT_ONCE = 20_000;
    private static final int COLD_DAYS = 31;
    // Vacuum and those who look at dashboards are done within minutes.
    private static final Duration WAIT = Duration.ofMillis(500);
    private static final int MOST_WAITS = 600;

    /** Packs them as the service does once they are past for some time. */
    static ColdMonths pack(Connection admin) throws SQLException {
        long begun = System.nanoTime();
        long readings = 0;
        try (var statement = admin.createStatement();
                var months = statement.executeQuery(COLD)) {
            while (months.next()) {
                readings += packMonth(admin, months.getString(1), months.getString(2));
            }
        }
        long nanos = System.nanoTime() - begun;
        try (var statement = admin.createStatement()) {
            boolean _ = statement.execute("vacuum analyze");
        }
        try (var statement = admin.createStatement();
                var sums =
                        statement.executeQuery(
                                """
                                select sum(plain_bytes), sum(packed_bytes),
                                    count(*) filter (where packed_at is null)
                                from telemetry.packed_month
                                """)) {
            if (!sums.next() || readings == 0) {
                throw new IllegalStateException("nothing was packed");
            }
            if (sums.getLong(3) > 0) {
                throw new IllegalStateException(
                        "%d months are not packed to their end".formatted(sums.getLong(3)));
            }
            return new ColdMonths(readings, nanos, sums.getLong(1), sums.getLong(2));
        }
    }

    /** All of a month: while somebody is in the way it waits. */
    private static long packMonth(Connection admin, String kind, String month) throws SQLException {
        long readings = 0;
        int waits = 0;
        OptionalLong packed = packSome(admin, kind, month);
        while (packed.isEmpty() || packed.getAsLong() > 0) {
            if (packed.isEmpty()) {
                if (waits == MOST_WAITS) {
                    throw new IllegalStateException(
                            "%s of %s cannot be packed: somebody is in the way"
                                    .formatted(kind, month));
                }
                waits++;
                LockSupport.parkNanos(WAIT.toNanos());
            } else {
                readings += packed.getAsLong();
            }
            packed = packSome(admin, kind, month);
        }
        return readings;
    }

    /** A portion; empty when that cannot be now. */
    private static OptionalLong packSome(Connection admin, String kind, String month)
            throws SQLException {
        try (var statement = admin.prepareStatement("select telemetry.pack(?, ?::date, ?, ?)")) {
            statement.setString(1, kind);
            statement.setString(2, month);
            statement.setInt(3, COLD_DAYS);
            statement.setInt(4, AT_ONCE);
            try (var rows = statement.executeQuery()) {
                long packed = rows.next() ? rows.getLong(1) : 0;
                return rows.wasNull() ? OptionalLong.empty() : OptionalLong.of(packed);
            }
        }
    }

    double nanosPerReading() {
        return (double) nanos / readings;
    }

    double bytesPerReading() {
        return (double) packedBytes / readings;
    }

    double percentOfPlain() {
        return packedBytes * 1e2 / plainBytes;
    }
}
