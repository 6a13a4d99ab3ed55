package com.evaratech.poller.polling;

import com.evaratech.poller.gather.Gathering;
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
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
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
                    select c.number, coalesce(c.due_since, c.next_due_at) as due_at
                    from polling.channel c
                    where c.priority = class and c.retired_at is null
                        and c.next_due_at <= statement_timestamp()
                        and (c.lease_until is null or c.lease_until <= statement_timestamp())
                    order by c.next_due_at
                    limit ?
                    for update skip locked
                ) one
                order by one.due_at + make_interval(secs => 10 * class)
                limit (select least(?, slots) from free)
            )
            update polling.channel c
            set lease_owner = ?, lease_until = statement_timestamp() + make_interval(secs => ?)
            from due
            where c.number = due.number
            returning c.number, c.channel_id, c.node_id, c.cursor_epoch, c.cursor_entry_id,
                c.cursor_row_at, c.missing::text as missing, c.searched_until,
                c.counted_entry_id, c.awaited, c.pace_seconds, c.failures,
                case when c.failures > 0 then c.last_error_kind end as trouble,
                exists (select from polling.history_import h
                    where h.channel_number = c.number and h.channel_id = c.channel_id
                        and h.ended_at is null) as has_history,
                extract(epoch from statement_timestamp() - coalesce(c.due_since, c.next_due_at))
                    * 1000 as lag_ms
            """;

    // One that failed had its turn. One that was put off did not: it stays due since when it was.
    private static final String END =
            """
            with asked as (
                select * from unnest(?::bigint[], ?::text[], ?::text[], ?::text[], ?::float8[])
                    as a (number, owner, kind, message, pause)
            ), found as (
                select a.* from polling.channel c join asked a
                    on c.number = a.number and c.lease_owner = a.owner
                order by c.number
                for no key update of c
            )
            update polling.channel c
            set lease_owner = null, lease_until = null,
                failures = c.failures + (f.kind is not null)::int,
                last_error_kind = coalesce(f.kind, c.last_error_kind),
                last_error = coalesce(f.message, c.last_error),
                last_error_at =
                    case when f.kind is null then c.last_error_at else statement_timestamp() end,
                due_since =
                    case when f.kind is null then coalesce(c.due_since, c.next_due_at) end,
                next_due_at = statement_timestamp() + make_interval(secs => f.pause)
            from found f
            where c.number = f.number
            """;

    private static final String PUT_BACK =
            """
            update polling.channel c
            set lease_owner = null, lease_until = null
            from unnest(?::bigint[], ?::text[]) as a (number, owner)
            where c.number = a.number and c.lease_owner = a.owner
            """;

    private static final String BACKGROUND =
            """
            update polling.channel set background_error = ?
            where number = ? and background_error is distinct from ?
            """;

    // What somebody polls now is not waiting. The first is at the head of each class's range of
    // channel_due, behind at most as many as are polled; the second of channel_put_off.
    private static final String LONGEST_DUE =
            """
            select greatest(0, extract(epoch from statement_timestamp() - least(
                (select min(c.next_due_at) from generate_series(1, 4) class
                    cross join lateral (
                        select next_due_at from polling.channel
                        where priority = class and retired_at is null
                            and (lease_until is null or lease_until <= statement_timestamp())
                        order by next_due_at limit 1) c),
                (select min(due_since) from polling.channel
                    where due_since is not null and retired_at is null
                        and (lease_until is null or lease_until <= statement_timestamp())))))
            """;

    // As many as there are slots of a replica: more never ask at once.
    private static final int MOST_TOGETHER = 256;

    private static final int CALL_TIMEOUT_MILLIS = 5_000;

    private final DataSource database;
    private final Gathering<Ended, Boolean> ends = new Gathering<>(MOST_TOGETHER, this::end);

    /**
     * A claim that came to nothing.
     *
     * @param kind of what was wrong with the channel; null: nothing
     * @param message what was wrong; null with the kind
     */
    private record Ended(
            Claim claim, @Nullable String kind, @Nullable String message, Duration pause) {}

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
    void failed(Claim claim, String kind, String message, Duration wait)
            throws SQLException, InterruptedException {
        boolean _ = ends.ask(new Ended(claim, kind, message, wait));
    }

    /** Ends a claim that came to nothing for a reason that is not the channel's. */
    void postponed(Claim claim, Duration wait) throws SQLException, InterruptedException {
        boolean _ = ends.ask(new Ended(claim, null, null, wait));
    }

    private List<Boolean> end(List<Ended> ended) throws SQLException {
        try (var connection = connect();
                var statement = connection.prepareStatement(END)) {
            fill(statement, 1, "bigint", ended, each -> each.claim().number());
            fill(statement, 2, "text", ended, each -> each.claim().owner());
            fill(statement, 3, "text", ended, Ended::kind);
            fill(statement, 4, "text", ended, Ended::message);
            fill(statement, 5, "float8", ended, each -> seconds(each.pause()));
            int _ = statement.executeUpdate();
            return Collections.nCopies(ended.size(), true);
        }
    }

    /** Ends claims whose end could not be written; they are due as before. */
    void putBack(Collection<Claim> left) throws SQLException {
        try (var connection = connect();
                var statement = connection.prepareStatement(PUT_BACK)) {
            fill(statement, 1, "bigint", left, Claim::number);
            fill(statement, 2, "text", left, Claim::owner);
            int _ = statement.executeUpdate();
        }
    }

    /** Notes what keeps older rows from being read; null: nothing. */
    void background(Claim claim, @Nullable String kind) throws SQLException {
        try (var connection = connect();
                var statement = connection.prepareStatement(BACKGROUND)) {
            statement.setString(1, kind);
            statement.setLong(2, claim.number());
            statement.setString(3, kind);
            int _ = statement.executeUpdate();
        }
    }

    /** How long the channel that waits for the longest is due and polled by nobody. */
    Duration longestDue() throws SQLException {
        try (var connection = connect();
                var statement = connection.prepareStatement(LONGEST_DUE);
                var row = statement.executeQuery()) {
            return Duration.ofMillis(row.next() ? (long) (row.getDouble(1) * 1_000) : 0);
        }
    }

    private Connection connect() throws SQLException {
        Connection connection = database.getConnection();
        connection.setNetworkTimeout(Runnable::run, CALL_TIMEOUT_MILLIS);
        return connection;
    }

    private static <T> void fill(
            PreparedStatement statement,
            int index,
            String type,
            Collection<T> each,
            Function<T, @Nullable Object> value)
            throws SQLException {
        Object[] values = each.stream().map(value).toArray();
        statement.setArray(index, statement.getConnection().createArrayOf(type, values));
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
                        row.getLong("counted_entry_id"),
                        Awaited.parse(row.getString("awaited"))),
                pace(row),
                row.getInt("failures"),
                row.getString("trouble"),
                row.getBoolean("has_history"),
                Duration.ofMillis(Math.max(0, row.getLong("lag_ms"))));
    }

    private static @Nullable Duration pace(ResultSet row) throws SQLException {
        double seconds = row.getDouble("pace_seconds");
        return row.wasNull() ? null : Duration.ofMillis((long) (seconds * 1_000));
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        @Nullable OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1_000.0;
    }
}
