package com.evaratech.poller.polling;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
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
            with free as (
                select greatest(0, ? - count(*)) as slots
                from polling.channel where lease_until > statement_timestamp()
            ), due as (
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
                limit (select least(?, slots) from free)
            )
            update polling.channel c
            set lease_owner = ?, lease_until = statement_timestamp() + make_interval(secs => ?)
            from due
            where c.number = due.number
            returning c.number, c.channel_id, c.node_id, c.cursor_epoch, c.cursor_entry_id,
                c.cursor_row_at, c.missing::text as missing, c.searched_until,
                c.counted_entry_id, c.failures,
                exists (select from polling.history_import h
                    where h.channel_number = c.number and h.channel_id = c.channel_id
                        and h.ended_at is null) as has_history,
                extract(epoch from statement_timestamp() - c.next_due_at) * 1000 as lag_ms
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

    /**
     * Takes channels that are due and nobody's, in the order in which they should be polled.
     *
     * @param most for this replica
     * @param mostOfAll that all replicas may hold together; two that claim at the same moment may
     *     go beyond it by what they take then
     */
    List<Claim> claim(String owner, int most, int mostOfAll, Duration lease) throws SQLException {
        try (var connection = connect();
                var statement = connection.prepareStatement(CLAIM)) {
            statement.setInt(1, mostOfAll);
            statement.setInt(2, most);
            statement.setInt(3, most);
            statement.setString(4, owner);
            statement.setDouble(5, seconds(lease));
            try (var rows = statement.executeQuery()) {
                List<Claim> claims = new ArrayList<>();
                while (rows.next()) {
                    claims.add(claim(owner, rows));
                }
                return claims;
            }
        }
    }

    /** Ends a claim after a failure, which is told. */
    void failed(Claim claim, String kind, String message, Duration wait) throws SQLException {
        write(
                FAILED,
                statement -> {
                    statement.setString(1, kind);
                    statement.setString(2, message);
                    statement.setDouble(3, seconds(wait));
                    statement.setLong(4, claim.number());
                    statement.setString(5, claim.owner());
                });
    }

    /** Ends a claim that came to nothing for a reason that is not the channel's. */
    void postponed(Claim claim, Duration wait) throws SQLException {
        write(
                POSTPONED,
                statement -> {
                    statement.setDouble(1, seconds(wait));
                    statement.setLong(2, claim.number());
                    statement.setString(3, claim.owner());
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

    private static Claim claim(String owner, ResultSet row) throws SQLException {
        return new Claim(
                owner,
                row.getLong("number"),
                row.getLong("channel_id"),
                row.getObject("node_id", UUID.class),
                new Position(
                        row.getInt("cursor_epoch"),
                        row.getLong("cursor_entry_id"),
                        time(row, "cursor_row_at"),
                        Missing.parse(row.getString("missing")),
                        time(row, "searched_until"),
                        row.getLong("counted_entry_id")),
                row.getInt("failures"),
                row.getBoolean("has_history"),
                Duration.ofMillis(Math.max(0, row.getLong("lag_ms"))));
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        @Nullable OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1_000.0;
    }

    @FunctionalInterface
    private interface Filling {
        void fill(PreparedStatement statement) throws SQLException;
    }
}
