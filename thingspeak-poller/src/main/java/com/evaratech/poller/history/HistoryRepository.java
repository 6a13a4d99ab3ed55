package com.evaratech.poller.history;

import com.evaratech.common.access.Scope;
import com.evaratech.poller.history.HistoryImport.State;
import com.evaratech.poller.history.HistoryImports.Running;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Reads and writes {@code polling.history_import}. */
@Singleton
class HistoryRepository {

    // A poll that is under way goes on with the old one, and finds that it is no longer there.
    private static final String BEGIN =
            """
            insert into polling.history_import as h
                (channel_number, channel_id, days, started_at, started_by, read_from, read_until)
            select c.number, c.channel_id, ?, t.now, ?,
                date_trunc('second', t.now - make_interval(days => ?)),
                date_trunc('second', t.now + interval '5 minutes')
            from polling.channel c, (select statement_timestamp() as now) t
            where c.node_id = ? and c.retired_at is null and {scope}
            on conflict (channel_number) do update
            set channel_id = excluded.channel_id, days = excluded.days,
                started_at = excluded.started_at, started_by = excluded.started_by,
                read_from = excluded.read_from, read_until = excluded.read_until,
                ended_at = null, rows_read = 0, rows_accepted = 0
            returning h.channel_id, h.days, h.started_at, h.read_from, h.read_until, h.ended_at,
                h.rows_read, h.rows_accepted, null::text as background_error
            """;

    private static final String SOON =
            """
            update polling.channel
            set next_due_at = least(next_due_at, statement_timestamp())
            where node_id = ?
            """;

    private static final String FIND =
            """
            select h.channel_id, h.days, h.started_at, h.read_from, h.read_until, h.ended_at,
                h.rows_read, h.rows_accepted, c.background_error
            from polling.history_import h
                join polling.channel c on c.number = h.channel_number and c.channel_id = h.channel_id
            where c.node_id = ? and c.retired_at is null and {scope}
            """;

    private static final String REMOVE =
            """
            with seen as (
                select c.number from polling.channel c
                where c.node_id = ? and c.retired_at is null and {scope}
            ), gone as (
                delete from polling.history_import h using seen
                where h.channel_number = seen.number
            )
            select exists (select from seen)
            """;

    private static final String RUNNING =
            """
            select started_at, read_from, read_until from polling.history_import
            where channel_number = ? and channel_id = ? and ended_at is null
            """;

    private static final String ADVANCE =
            """
            update polling.history_import
            set read_until = coalesce(?, read_from),
                ended_at = case when ? then statement_timestamp() end,
                rows_read = rows_read + ?, rows_accepted = rows_accepted + ?
            where channel_number = ? and started_at = ? and read_until = ? and ended_at is null
            """;

    private final DataSource database;

    HistoryRepository(DataSource database) {
        this.database = database;
    }

    /** Begins an import of the channel of a node of the scope, and makes the channel due. */
    Optional<HistoryImport> begin(Scope scope, UUID node, int days, String subject)
            throws SQLException {
        try (var connection = database.getConnection()) {
            Optional<HistoryImport> begun;
            try (var statement = connection.prepareStatement(within(scope, BEGIN))) {
                statement.setInt(1, days);
                statement.setString(2, subject);
                statement.setInt(3, days);
                statement.setObject(4, node);
                fill(statement, 5, scope);
                begun = one(statement);
            }
            if (begun.isPresent()) {
                soon(connection, node);
            }
            return begun;
        }
    }

    private static void soon(Connection connection, UUID node) throws SQLException {
        try (var statement = connection.prepareStatement(SOON)) {
            statement.setObject(1, node);
            int _ = statement.executeUpdate();
        }
    }

    /** The import of the channel of a node of the scope. */
    Optional<HistoryImport> find(Scope scope, UUID node) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(within(scope, FIND))) {
            statement.setObject(1, node);
            fill(statement, 2, scope);
            return one(statement);
        }
    }

    /** Ends the import of the channel of a node of the scope; false when there is no channel. */
    boolean remove(Scope scope, UUID node) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(within(scope, REMOVE))) {
            statement.setObject(1, node);
            fill(statement, 2, scope);
            try (var rows = statement.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }

    /** What is still to be read. */
    Optional<Running> running(long channelNumber, long channelId) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(RUNNING)) {
            statement.setLong(1, channelNumber);
            statement.setLong(2, channelId);
            try (var rows = statement.executeQuery()) {
                return rows.next()
                        ? Optional.of(
                                new Running(
                                        channelNumber,
                                        time(rows, "started_at"),
                                        time(rows, "read_from"),
                                        time(rows, "read_until")))
                        : Optional.empty();
            }
        }
    }

    /** Notes a page; nothing happens when somebody else did, or the import is another one. */
    boolean advance(Running from, @Nullable Instant next, int read, int accepted)
            throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(ADVANCE)) {
            statement.setObject(1, next == null ? null : next.atOffset(ZoneOffset.UTC));
            statement.setBoolean(2, next == null);
            statement.setInt(3, read);
            statement.setInt(4, accepted);
            statement.setLong(5, from.channelNumber());
            statement.setObject(6, from.startedAt().atOffset(ZoneOffset.UTC));
            statement.setObject(7, from.until().atOffset(ZoneOffset.UTC));
            return statement.executeUpdate() == 1;
        }
    }

    private static String within(Scope scope, String statement) {
        return statement.replace(
                "{scope}", scope.column().map("c.%s = ?"::formatted).orElse("true"));
    }

    private static void fill(PreparedStatement statement, int index, Scope scope)
            throws SQLException {
        if (scope.column().isPresent()) {
            statement.setObject(index, scope.id().orElseThrow());
        }
    }

    private static Optional<HistoryImport> one(PreparedStatement statement) throws SQLException {
        try (var rows = statement.executeQuery()) {
            return rows.next() ? Optional.of(shown(rows)) : Optional.empty();
        }
    }

    private static HistoryImport shown(ResultSet row) throws SQLException {
        Instant startedAt = time(row, "started_at");
        Instant from = time(row, "read_from");
        Instant until = time(row, "read_until");
        @Nullable OffsetDateTime endedAt = row.getObject("ended_at", OffsetDateTime.class);
        return new HistoryImport(
                row.getLong("channel_id"),
                row.getInt("days"),
                endedAt == null ? State.RUNNING : State.DONE,
                endedAt == null ? percent(startedAt, from, until) : 100,
                from,
                until,
                startedAt,
                endedAt == null ? null : endedAt.toInstant(),
                row.getLong("rows_read"),
                row.getLong("rows_accepted"),
                row.getString("background_error"));
    }

    private static int percent(Instant startedAt, Instant from, Instant until) {
        long whole = Math.max(1, Duration.between(from, startedAt).toSeconds());
        long read = Duration.between(until, startedAt).toSeconds();
        return Math.clamp(100 * read / whole, 0, 99);
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
