package com.evaratech.telemetry;

import com.evaratech.common.metric.Kind;
import com.evaratech.local.testing.EvaraServers;
import com.evaratech.telemetry.readings.ReadingSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;

/** Packs readings of months that are long past, as the service does. */
public final class Cold {

    private static final int COLD_DAYS = 31;
    private static final int AT_ONCE = 1_000;

    private Cold() {}

    /** Packs the month of an instant, all of it, portion by portion. */
    public static void pack(Kind kind, Instant at) throws SQLException {
        try (var connection = EvaraServers.connectAsRuntime("telemetry")) {
            while (pack(connection, kind, at) > 0) {
                // A portion is a transaction.
            }
        }
    }

    /**
     * Packs a portion of the month of an instant; how many readings, -1 when that cannot be now.
     */
    public static long pack(Connection connection, Kind kind, Instant at) throws SQLException {
        try (var statement = connection.prepareStatement("select telemetry.pack(?, ?, ?, ?)")) {
            statement.setString(1, new ReadingSource(kind).code());
            statement.setObject(2, YearMonth.from(at.atOffset(ZoneOffset.UTC)).atDay(1));
            statement.setInt(3, COLD_DAYS);
            statement.setInt(4, AT_ONCE);
            try (var rows = statement.executeQuery()) {
                long packed = rows.next() ? rows.getLong(1) : -1;
                return rows.wasNull() ? -1 : packed;
            }
        }
    }

    /** Whether a month may be packed by a clock. */
    public static boolean isCold(Instant at, Instant now) {
        Instant end =
                YearMonth.from(at.atOffset(ZoneOffset.UTC))
                        .plusMonths(1)
                        .atDay(1)
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant();
        // A day more, for the server's clock.
        return end.plusSeconds((COLD_DAYS + 1) * 86_400L).isBefore(now);
    }
}
