package com.evaratech.telemetry.store;

import com.evaratech.common.reading.Correction;
import com.evaratech.common.reading.Reading;
import java.sql.Connection;
import java.sql.Date;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/**
 * Makes the partitions that readings need: those of a round's months before they are written, and
 * the next one a week ahead. On a connection of its own, since a round may be rolled back.
 */
final class Months {

    private static final Duration AHEAD = Duration.ofDays(7);

    private final DataSource database;
    private final InstantSource clock;
    private final Set<Made> made = ConcurrentHashMap.newKeySet();

    private record Made(KindColumns kind, YearMonth month) {}

    Months(DataSource database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Returns when all partitions are there that these rows of one kind need. */
    void ensure(KindColumns kind, Collection<StoredRow> rows) throws SQLException {
        ensure(kind, YearMonth.from(clock.instant().plus(AHEAD).atOffset(ZoneOffset.UTC)));
        long last = Long.MIN_VALUE;
        for (StoredRow row : rows) {
            // Most readings of a round are of one day.
            long day = Math.floorDiv(row.millis(), Duration.ofDays(1).toMillis());
            if (day != last) {
                last = day;
                ensure(kind, monthOf(row.millis()));
            }
        }
    }

    /** Returns when all partitions are there that a correction needs. */
    void ensure(KindColumns kind, Correction correction) throws SQLException {
        for (Reading reading : correction.readings()) {
            ensure(kind, monthOf(reading.recordedAtMillis()));
        }
    }

    private void ensure(KindColumns kind, YearMonth month) throws SQLException {
        var wanted = new Made(kind, month);
        if (made.contains(wanted)) {
            return;
        }
        try (Connection connection = database.getConnection();
                var statement =
                        connection.prepareStatement("select telemetry.ensure_month(?, ?)")) {
            statement.setString(1, kind.code());
            statement.setDate(2, Date.valueOf(month.atDay(1)));
            boolean _ = statement.execute();
        }
        made.add(wanted);
    }

    private static YearMonth monthOf(long millis) {
        return YearMonth.from(Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC));
    }
}
