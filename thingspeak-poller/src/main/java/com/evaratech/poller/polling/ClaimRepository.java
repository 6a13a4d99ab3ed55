package com.evaratech.poller.polling;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Who polls which channel until when, by the database's clock. */
@Singleton
class ClaimRepository {

    // A class is worth ten seconds of waiting: pumps go first, but a well is never left behind for
    // good. Each class is a range of channel_due.
    private static final String CLAIM =
            """
            with due as (
                select one.number
                from generate_series(1, 4) class
                cross join lateral (
                    select c.number, c.next_due_at
                    from polling.channel c
                    where c.priority = class and c.retired_at is null
                        and c.next_due_at <= statement_timestamp()
                        and (c.lease_until is null or c.lease_until <= statement_timestamp())
                    order by c.next_due_at
                    limit ?
                    for update skip locked
                ) one
                order by one.next_due_at + make_interval(secs => 10 * class)
                limit ?
            )
            update polling.channel c
            set lease_owner = ?, lease_until = statement_timestamp() + make_interval(secs => ?)
            from due
            where c.number = due.number
            returning c.number, c.channel_id, c.node_id, c.cursor_epoch, c.cursor_entry_id,
                c.cursor_row_at, c.failures,
                extract(epoch from statement_timestamp() - c.next_due_at) * 1000 as lag_ms
            """;

    // Stays on the grid of its interval, so that lateness does not add up.
    private static final String DONE =
            """
            update polling.channel
            set lease_owner = null, lease_until = null, failures = 0,
                last_success_at = statement_timestamp(),
                next_due_at =
                    case when ? then statement_timestamp() else next_due_at + make_interval(
                        secs => interval_seconds * (1 + floor(greatest(0,
                            extract(epoch from statement_timestamp() - next_due_at))
                            / interval_seconds)::int)) end
            where number = ? and lease_owner = ?
            """;

    private static final String FAILED =
            """
            update polling.channel
            set lease_owner = null, lease_until = null, failures = failures + 1,
                last_error_kind = ?, last_error = ?, last_error_at = statement_timestamp(),
                next_due_at = statement_timestamp() + make_interval(secs => ?)
            where number = ? and lease_owner = ?
            """;

    private static final String POSTPONED =
            """
            update polling.channel
            set lease_owner = null, lease_until = null,
                next_due_at = statement_timestamp() + make_interval(secs => ?)
            where number = ? and lease_owner = ?
            """;

    private static final String PUT_BACK =
            """
            update polling.channel
            set lease_owner = null, lease_until = null
            where lease_owner = ? and number = any(?)
            """;

    private static final int CALL_TIMEOUT_MILLIS = 5_000;

    private final DataSource database;

    ClaimRepository(DataSource database) {
        this.database = database;
    }

    /** Takes channels that are due and nobody's, in the order in which they should be polled. */
    List<Claim> claim(String owner, int most, Duration lease) throws SQLException {
        try (var connection = connect();
                var statement = connection.prepareStatement(CLAIM)) {
            statement.setInt(1, most);
            statement.setInt(2, most);
            statement.setString(3, owner);
            statement.setDouble(4, seconds(lease));
            try (var rows = statement.executeQuery()) {
                List<Claim> claims = new ArrayList<>();
                while (rows.next()) {
                    claims.add(claim(rows));
                }
                return claims;
            }
        }
    }

    /** Ends a claim after a success; a channel that is behind is due at once. */
    void done(String owner, long number, boolean isBehind) throws SQLException {
        write(
                DONE,
                statement -> {
                    statement.setBoolean(1, isBehind);
                    statement.setLong(2, number);
                    statement.setString(3, owner);
                });
    }

    /** Ends a claim after a failure, which is told. */
    void failed(String owner, long number, String kind, String message, Duration wait)
            throws SQLException {
        write(
                FAILED,
                statement -> {
                    statement.setString(1, kind);
                    statement.setString(2, message);
                    statement.setDouble(3, seconds(wait));
                    statement.setLong(4, number);
                    statement.setString(5, owner);
                });
    }

    /** Ends a claim that came to nothing for a reason that is not the channel's. */
    void postponed(String owner, long number, Duration wait) throws SQLException {
        write(
                POSTPONED,
                statement -> {
                    statement.setDouble(1, seconds(wait));
                    statement.setLong(2, number);
                    statement.setString(3, owner);
                });
    }

    /** Ends claims whose end could not be written; they are due as before. */
    void putBack(String owner, Collection<Long> numbers) throws SQLException {
        try (var connection = connect();
                var statement = connection.prepareStatement(PUT_BACK)) {
            statement.setString(1, owner);
            statement.setArray(2, connection.createArrayOf("bigint", numbers.toArray()));
            int _ = statement.executeUpdate();
        }
    }

    private Connection connect() throws SQLException {
        Connection connection = database.getConnection();
        connection.setNetworkTimeout(Runnable::run, CALL_TIMEOUT_MILLIS);
        return connection;
    }

    private void write(String sql, Filling filling) throws SQLException {
        try (var connection = connect();
                var statement = connection.prepareStatement(sql)) {
            filling.fill(statement);
            int _ = statement.executeUpdate();
        }
    }

    private static Claim claim(ResultSet row) throws SQLException {
        @Nullable OffsetDateTime rowAt = row.getObject("cursor_row_at", OffsetDateTime.class);
        return new Claim(
                row.getLong("number"),
                row.getLong("channel_id"),
                row.getObject("node_id", UUID.class),
                new Position(
                        row.getInt("cursor_epoch"),
                        row.getLong("cursor_entry_id"),
                        rowAt == null ? null : rowAt.toInstant()),
                row.getInt("failures"),
                Duration.ofMillis(Math.max(0, row.getLong("lag_ms"))));
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1_000.0;
    }

    @FunctionalInterface
    private interface Filling {
        void fill(PreparedStatement statement) throws SQLException;
    }
}
