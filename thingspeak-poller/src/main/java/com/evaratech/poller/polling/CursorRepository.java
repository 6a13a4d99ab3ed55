package com.evaratech.poller.polling;

import com.evaratech.common.reading.normalise.Rejection;
import com.evaratech.poller.polling.Judged.Sample;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Moves cursors, and with them, in one transaction, what became of the rows they pass. */
@Singleton
class CursorRepository {

    private static final String MOVE =
            """
            update polling.channel
            set cursor_epoch = ?, cursor_entry_id = ?, cursor_row_at = ?,
                missing = ?::int8multirange, searched_until = ?, counted_entry_id = ?,
                rows_fetched = rows_fetched + ?, rows_accepted = rows_accepted + ?,
                last_row_at = greatest(last_row_at, ?), last_success_at = clock_timestamp()
            where number = ? and cursor_epoch = ? and cursor_entry_id = ?
                and missing = ?::int8multirange and searched_until is not distinct from ?
                and retired_at is null
            """;

    private static final String COUNT =
            """
            insert into polling.rejection_count as c (channel_number, reason, row_count, value_count)
            values (?, ?, ?, ?)
            on conflict (channel_number, reason) do update
            set row_count = c.row_count + excluded.row_count,
                value_count = c.value_count + excluded.value_count
            """;

    private static final String SAMPLE =
            """
            insert into polling.rejection_sample
                (channel_number, entry_id, reason, field, value, allowed, noticed_at)
            values (?, ?, ?, ?, ?, ?, clock_timestamp())
            """;

    private static final String FORGET =
            """
            delete from polling.rejection_sample
            where channel_number = ? and number <= (
                select number from polling.rejection_sample
                where channel_number = ? order by number desc offset ? limit 1)
            """;

    private static final int CALL_TIMEOUT_MILLIS = 5_000;

    private final DataSource database;

    CursorRepository(DataSource database) {
        this.database = database;
    }

    /**
     * Moves the cursor of a channel and accounts for the rows between, if it still stands where
     * they were read from.
     *
     * @return whether it stood there; if not, nothing is changed
     */
    boolean advance(long number, Position from, Position to, Judged judged) throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setNetworkTimeout(Runnable::run, CALL_TIMEOUT_MILLIS);
            connection.setAutoCommit(false);
            try {
                boolean isMoved = move(connection, number, from, to, judged);
                if (isMoved) {
                    count(connection, number, judged);
                    sample(connection, number, judged.samples());
                    connection.commit();
                }
                return isMoved;
            } finally {
                connection.rollback(); // nothing, unless it did not get so far
                connection.setAutoCommit(true);
            }
        }
    }

    private static boolean move(
            Connection transaction, long number, Position from, Position to, Judged judged)
            throws SQLException {
        try (var statement = transaction.prepareStatement(MOVE)) {
            statement.setInt(1, to.epoch());
            statement.setLong(2, to.entryId());
            statement.setObject(3, time(to.rowAt()));
            statement.setString(4, to.missing().text());
            statement.setObject(5, time(to.searchedUntil()));
            statement.setLong(6, to.counted());
            statement.setInt(7, judged.rows());
            statement.setInt(8, judged.readings().size());
            statement.setObject(9, time(judged.newest().orElse(null)));
            statement.setLong(10, number);
            statement.setInt(11, from.epoch());
            statement.setLong(12, from.entryId());
            statement.setString(13, from.missing().text());
            statement.setObject(14, time(from.searchedUntil()), Types.TIMESTAMP_WITH_TIMEZONE);
            return statement.executeUpdate() == 1;
        }
    }

    private static void count(Connection transaction, long number, Judged judged)
            throws SQLException {
        if (judged.rejected().isEmpty()) {
            return;
        }
        try (var statement = transaction.prepareStatement(COUNT)) {
            for (var each : judged.rejected().entrySet()) {
                statement.setLong(1, number);
                statement.setString(2, each.getKey().code());
                statement.setInt(3, each.getValue().rows());
                statement.setInt(4, each.getValue().values());
                statement.addBatch();
            }
            var _ = statement.executeBatch();
        }
    }

    private static void sample(Connection transaction, long number, List<Sample> samples)
            throws SQLException {
        if (samples.isEmpty()) {
            return;
        }
        try (var statement = transaction.prepareStatement(SAMPLE)) {
            for (Sample sample : samples) {
                Rejection rejection = sample.rejection();
                statement.setLong(1, number);
                statement.setLong(2, sample.entryId());
                statement.setString(3, rejection.reason().code());
                statement.setString(4, rejection.field());
                // PostgreSQL's text has no place for it.
                statement.setString(5, rejection.value().replace("\0", "\\0"));
                statement.setString(6, rejection.allowed());
                statement.addBatch();
            }
            var _ = statement.executeBatch();
        }
        try (var statement = transaction.prepareStatement(FORGET)) {
            statement.setLong(1, number);
            statement.setLong(2, number);
            statement.setInt(3, Judged.MOST_SAMPLES);
            int _ = statement.executeUpdate();
        }
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
