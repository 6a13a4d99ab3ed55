package com.evaratech.poller.source;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Reads and writes {@code polling.source_state}, by the database's clock. */
@Singleton
class SourceRepository {

    // Of a failure that nobody repeats for longer than a channel ever waits nothing follows.
    private static final String STATE =
            """
            select coalesce(greatest(0, extract(epoch from rest_until - statement_timestamp())), 0)
                    as rest,
                failed_at > coalesce(answered_at, '-infinity')
                    and greatest(failed_at + interval '15 minutes', rest_until)
                        > statement_timestamp() as is_down
            from polling.source_state where source = ?
            """;

    private static final String NOTE =
            """
            insert into polling.source_state as s (source, answered_at, failed_at, rest_until)
            values (?, statement_timestamp() - make_interval(secs => ?),
                statement_timestamp() - make_interval(secs => ?),
                statement_timestamp() + make_interval(secs => ?))
            on conflict (source) do update
            set answered_at = greatest(s.answered_at, excluded.answered_at),
                failed_at = greatest(s.failed_at, excluded.failed_at),
                rest_until = greatest(s.rest_until, excluded.rest_until)
            """;

    private static final int CALL_TIMEOUT_MILLIS = 5_000;

    private final DataSource database;

    SourceRepository(DataSource database) {
        this.database = database;
    }

    /**
     * How a source is.
     *
     * @param isDown whether it failed since it last answered anybody
     * @param rest how long it asked to be left alone
     */
    record State(boolean isDown, Duration rest) {}

    /**
     * What one replica heard since it told last; null: nothing of the kind.
     *
     * @param answered how long ago it answered
     * @param failed how long ago it failed so often that it was given up
     * @param rest how long it asked to be left alone, from now
     */
    record News(@Nullable Duration answered, @Nullable Duration failed, @Nullable Duration rest) {

        boolean isEmpty() {
            return answered == null && failed == null && rest == null;
        }
    }

    /** Tells what was heard, and answers what all heard together. */
    State tell(String source, News news) throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setNetworkTimeout(Runnable::run, CALL_TIMEOUT_MILLIS);
            if (!news.isEmpty()) {
                note(connection, source, news);
            }
            try (var statement = connection.prepareStatement(STATE)) {
                statement.setString(1, source);
                try (var rows = statement.executeQuery()) {
                    return rows.next() ? state(rows) : new State(false, Duration.ZERO);
                }
            }
        }
    }

    private static void note(Connection connection, String source, News news) throws SQLException {
        try (var statement = connection.prepareStatement(NOTE)) {
            statement.setString(1, source);
            fill(statement, 2, news.answered());
            fill(statement, 3, news.failed());
            fill(statement, 4, news.rest());
            int _ = statement.executeUpdate();
        }
    }

    private static void fill(PreparedStatement statement, int index, @Nullable Duration time)
            throws SQLException {
        statement.setObject(index, time == null ? null : time.toMillis() / 1_000.0, Types.DOUBLE);
    }

    private static State state(ResultSet row) throws SQLException {
        return new State(
                row.getBoolean("is_down"),
                Duration.ofMillis((long) (row.getDouble("rest") * 1_000)));
    }
}
