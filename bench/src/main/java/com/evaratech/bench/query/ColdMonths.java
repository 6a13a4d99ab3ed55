package com.evaratech.bench.query;

import java.sql.Connection;
import java.sql.SQLException;

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

    /** Packs them as the service does once they are past for some time. */
    static ColdMonths pack(Connection admin) throws SQLException {
        long begun = System.nanoTime();
        long readings = 0;
        try (var statement = admin.createStatement();
                var months = statement.executeQuery(COLD)) {
            while (months.next()) {
                long packed;
                do {
                    packed = packSome(admin, months.getString(1), months.getString(2));
                    readings += packed;
                } while (packed > 0);
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
                                select sum(plain_bytes), sum(packed_bytes)
                                from telemetry.packed_month where packed_at is not null
                                """)) {
            if (!sums.next() || readings == 0) {
                throw new IllegalStateException("nothing was packed");
            }
            return new ColdMonths(readings, nanos, sums.getLong(1), sums.getLong(2));
        }
    }

    private static long packSome(Connection admin, String kind, String month) throws SQLException {
        try (var statement = admin.prepareStatement("select telemetry.pack(?, ?::date, ?, ?)")) {
            statement.setString(1, kind);
            statement.setString(2, month);
            statement.setInt(3, COLD_DAYS);
            statement.setInt(4, AT_ONCE);
            try (var rows = statement.executeQuery()) {
                return rows.next() ? rows.getLong(1) : 0;
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
