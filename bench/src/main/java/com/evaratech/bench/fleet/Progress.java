package com.evaratech.bench.fleet;

import com.evaratech.bench.host.Pause;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** How far the services are with what was accepted, by their own tables. */
public final class Progress implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final String STORED =
            "select coalesce(sum(readings), 0) from telemetry.outcome where outcome = 'stored'";

    // Both read the same stream: whoever stands where the writer stood has judged what is stored.
    private static final String NOT_JUDGED =
            """
            select count(*)
            from telemetry.stream_position writer
            join alerting.stream_position judge on judge.partition = writer.partition
            where (judge.position_ms, judge.position_seq) < (writer.position_ms, writer.position_seq)
            """;

    private final Connection connection;

    /** Looks over a connection to the services' database, which is closed with this. */
    public Progress(Connection connection) {
        this.connection = connection;
    }

    /** Readings stored so far. */
    public long stored() {
        return number(STORED);
    }

    /**
     * Returns when so many readings are stored.
     *
     * @throws IllegalStateException when they are not within minutes
     */
    public void awaitStored(long readings) throws InterruptedException {
        if (!isStored(readings, PATIENCE)) {
            throw new IllegalStateException(
                    "%d of %d readings were stored".formatted(stored(), readings));
        }
    }

    /** Waits for it; whether it came about within the patience. */
    public boolean isStored(long readings, Duration patience) throws InterruptedException {
        return Pause.until(patience, () -> stored() >= readings);
    }

    /** Returns when everything that is stored is judged, too. */
    public void awaitJudged() throws InterruptedException {
        if (!isJudged(PATIENCE)) {
            throw new IllegalStateException("not everything that is stored was judged");
        }
    }

    /** Waits for it; whether it came about within the patience. */
    public boolean isJudged(Duration patience) throws InterruptedException {
        return Pause.until(patience, () -> number(NOT_JUDGED) == 0);
    }

    private long number(String sql) {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            return row.next() ? row.getLong(1) : 0;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
