package com.evaratech.poller.polling;

import com.evaratech.common.sql.Transaction;
import com.evaratech.poller.gather.Gathering;
import com.evaratech.poller.polling.PollEnd.Done;
import com.evaratech.poller.polling.Written.Move;
import jakarta.inject.Singleton;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Moves cursors, and with them, in one transaction, what became of the rows they pass; mostly the
 * claim ends in it, too. What several polls want written at the same moment is one statement.
 */
@Singleton
class CursorRepository {

    // Rows are locked in one order, so that nobody who writes several waits in a circle. The next
    // poll stays on the grid of its interval, so that lateness does not add up; it comes sooner
    // when there is more to be read already.
    private static final String WRITE =
            """
            with asked as (
                select * from unnest(
                    ?::bigint[], ?::text[], ?::int[], ?::bigint[], ?::text[], ?::timestamptz[], ?::text[],
                    ?::int[], ?::bigint[], ?::timestamptz[], ?::text[], ?::timestamptz[],
                    ?::text[], ?::bigint[], ?::int[], ?::int[], ?::timestamptz[],
                    ?::float8[], ?::float8[], ?::float8[])
                as a (number, owner, from_epoch, from_entry_id, from_missing, from_searched_until,
                    from_awaited, epoch, entry_id, row_at, missing, searched_until, awaited,
                    counted_entry_id, fetched, accepted, newest_at,
                    pace, step, at_most)
            ), found as (
                select a.*, coalesce(c.due_since, c.next_due_at) as due_at,
                    a.epoch is not null as moves,
                    a.step is not null and c.lease_owner is not distinct from a.owner as ends
                from polling.channel c join asked a on a.number = c.number
                where case when a.epoch is null then c.lease_owner is not distinct from a.owner
                    else c.cursor_epoch = a.from_epoch and c.cursor_entry_id = a.from_entry_id
                        and c.missing = a.from_missing::int8multirange
                        and c.searched_until is not distinct from a.from_searched_until
                        and c.awaited = a.from_awaited
                        and c.retired_at is null
                    end
                order by c.number
                for no key update of c
            )
            update polling.channel c
            set cursor_epoch = case when moves then f.epoch else c.cursor_epoch end,
                cursor_entry_id = case when moves then f.entry_id else c.cursor_entry_id end,
                cursor_row_at = case when moves then f.row_at else c.cursor_row_at end,
                missing = case when moves then f.missing::int8multirange else c.missing end,
                searched_until = case when moves then f.searched_until else c.searched_until end,
                awaited = case when moves then f.awaited else c.awaited end,
                counted_entry_id =
                    case when moves then f.counted_entry_id else c.counted_entry_id end,
                rows_fetched = c.rows_fetched + f.fetched,
                rows_accepted = c.rows_accepted + f.accepted,
                last_row_at = greatest(c.last_row_at, f.newest_at),
                last_success_at = clock_timestamp(),
                lease_owner = case when ends then null else c.lease_owner end,
                lease_until = case when ends then null else c.lease_until end,
                failures = case when ends then 0 else c.failures end,
                pace_seconds = case when ends then f.pace else c.pace_seconds end,
                due_since = case when ends then null else c.due_since end,
                next_due_at = case when not ends then c.next_due_at else least(
                    statement_timestamp() + make_interval(secs => f.at_most),
                    f.due_at + make_interval(
                        secs => f.step * (1 + floor(greatest(0,
                            extract(epoch from statement_timestamp() - f.due_at)) / f.step))))
                    end
            from found f
            where c.number = f.number
            returning c.number
            """;

    // As many as there are slots of a replica: more never ask at once.
    private static final int MOST_TOGETHER = 256;

    // Polls that were claimed together end within a few milliseconds of one another.
    private static final Duration LINGER = Duration.ofMillis(8);

    private static final int CALL_TIMEOUT_MILLIS = 5_000;

    private final DataSource database;
    private final Gathering<Written, Boolean> gathering =
            new Gathering<>(MOST_TOGETHER, LINGER, this::all);

    CursorRepository(DataSource database) {
        this.database = database;
    }

    /**
     * Moves the cursor of a channel and accounts for the rows between, if it still stands where
     * they were read from, and ends the claim, if it is still the replica's.
     *
     * @return whether it was so; if not, nothing is changed
     */
    boolean write(Written written) throws SQLException, InterruptedException {
        return gathering.ask(written);
    }

    /** A channel whose claim was lost may be there twice: then the second waits for the first. */
    private List<Boolean> all(List<Written> asked) throws SQLException {
        Set<Long> seen = new HashSet<>();
        boolean isOnce = asked.stream().allMatch(each -> seen.add(each.claim().number()));
        if (isOnce) {
            return once(asked);
        }
        List<Boolean> answers = new ArrayList<>();
        for (Written each : asked) {
            answers.addAll(once(List.of(each)));
        }
        return answers;
    }

    private List<Boolean> once(List<Written> asked) throws SQLException {
        boolean isMoreToTell =
                asked.stream()
                        .map(Written::move)
                        .anyMatch(move -> move != null && !move.judged().rejected().isEmpty());
        Set<Long> written;
        if (isMoreToTell) {
            written =
                    Transaction.of(
                            database,
                            connection -> {
                                limit(connection);
                                Set<Long> numbers = write(connection, asked);
                                Rejections.write(connection, moved(asked, numbers));
                                return numbers;
                            });
        } else {
            try (var connection = database.getConnection()) {
                limit(connection);
                written = write(connection, asked);
            }
        }
        return asked.stream().map(each -> written.contains(each.claim().number())).toList();
    }

    private static void limit(Connection connection) throws SQLException {
        connection.setNetworkTimeout(Runnable::run, CALL_TIMEOUT_MILLIS);
    }

    private static List<Written> moved(List<Written> asked, Set<Long> numbers) {
        return asked.stream().filter(each -> numbers.contains(each.claim().number())).toList();
    }

    private static Set<Long> write(Connection connection, List<Written> asked) throws SQLException {
        try (var statement = connection.prepareStatement(WRITE)) {
            var columns = new Columns(statement, asked);
            columns.add("bigint", each -> each.claim().number());
            columns.add("text", each -> each.claim().owner());
            columns.addOfMove("int", move -> move.from().epoch());
            columns.addOfMove("bigint", move -> move.from().entryId());
            columns.addOfMove("text", move -> move.from().missing().text());
            columns.addOfMove("timestamptz", move -> time(move.from().searchedUntil()));
            columns.addOfMove("text", move -> move.from().awaited().text());
            columns.addOfMove("int", move -> move.to().epoch());
            columns.addOfMove("bigint", move -> move.to().entryId());
            columns.addOfMove("timestamptz", move -> time(move.to().rowAt()));
            columns.addOfMove("text", move -> move.to().missing().text());
            columns.addOfMove("timestamptz", move -> time(move.to().searchedUntil()));
            columns.addOfMove("text", move -> move.to().awaited().text());
            columns.addOfMove("bigint", move -> move.to().counted());
            columns.add("int", each -> rows(each, Judged::rows));
            columns.add("int", each -> rows(each, judged -> judged.readings().size()));
            columns.addOfMove("timestamptz", move -> time(move.judged().newest().orElse(null)));
            columns.addOfEnd("float8", done -> seconds(done.pace().interval()));
            columns.addOfEnd(
                    "float8", done -> seconds(done.pace().next(ThreadLocalRandom.current())));
            columns.addOfEnd(
                    "float8", done -> done.atMost() == null ? null : seconds(done.atMost()));
            Set<Long> numbers = new HashSet<>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    boolean _ = numbers.add(rows.getLong(1));
                }
            }
            return numbers;
        }
    }

    private static int rows(Written written, Function<Judged, Integer> which) {
        return written.move() == null ? 0 : which.apply(written.move().judged());
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1_000.0;
    }

    /** Fills one array parameter after the other; nothing stands where there is no move or end. */
    private static final class Columns {

        private final PreparedStatement statement;
        private final List<Written> asked;
        private int filled;

        Columns(PreparedStatement statement, List<Written> asked) {
            this.statement = statement;
            this.asked = asked;
        }

        void add(String type, Function<Written, @Nullable Object> value) throws SQLException {
            Object[] values = new Object[asked.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = value.apply(asked.get(i));
            }
            Array array = statement.getConnection().createArrayOf(type, values);
            statement.setArray(++filled, array);
        }

        void addOfMove(String type, Function<Move, @Nullable Object> value) throws SQLException {
            add(type, each -> each.move() == null ? null : value.apply(each.move()));
        }

        void addOfEnd(String type, Function<Done, @Nullable Object> value) throws SQLException {
            add(type, each -> each.done() == null ? null : value.apply(each.done()));
        }
    }
}
