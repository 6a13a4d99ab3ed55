package com.evaratech.common.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * The right to relay a schema's events: a session advisory lock on a connection of its own. Whoever
 * dies loses it with its connection; whoever vanishes without a word loses it when the server has
 * heard nothing from that session for {@link #LONGEST_SILENCE}.
 */
final class RelayLock implements AutoCloseable {

    /** A relay that works asks the database at least every half second. */
    static final Duration LONGEST_SILENCE = Duration.ofSeconds(10);

    // A statement takes milliseconds. Without a limit, a server that vanishes in the middle of one
    // would hold up the relay until TCP gives up on it.
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(10);

    // The lock's first half says what it is for, "outb" in ASCII, the second whose it is: advisory
    // locks know no schemas.
    private static final String LOCK = "x'6f757462'::int4, '%s.outbox_head'::regclass::oid::int4";

    private final Connection connection;
    private final String schema;
    private final OutboxSession outbox;

    private RelayLock(Connection connection, String schema) {
        this.connection = connection;
        this.schema = schema;
        this.outbox = new OutboxSession(connection, schema);
    }

    /**
     * Takes the lock, or leaves with nothing while another replica has it.
     *
     * @param metrics told the level of the outbox either way
     */
    static Optional<RelayLock> tryTake(DataSource database, String schema, OutboxMetrics metrics)
            throws SQLException {
        RelayLock lock = new RelayLock(database.getConnection(), schema);
        try {
            lock.connection.setNetworkTimeout(Runnable::run, (int) LONGEST_ANSWER.toMillis());
            metrics.level(lock.outbox.level());
            if (lock.query("select pg_try_advisory_lock(" + LOCK + ")")) {
                lock.limitSilence();
                return Optional.of(lock);
            }
        } catch (SQLException | RuntimeException e) {
            lock.closeAfter(e);
            throw e;
        }
        lock.connection.setNetworkTimeout(Runnable::run, 0);
        lock.connection.close();
        return Optional.empty();
    }

    OutboxSession outbox() {
        return outbox;
    }

    private void limitSilence() throws SQLException {
        execute(
                "set idle_session_timeout = %1$d; set idle_in_transaction_session_timeout = %1$d"
                        .formatted(LONGEST_SILENCE.toMillis()));
    }

    /**
     * Gives the lock back and the connection to its pool. On a connection that broke, the attempt
     * tells the pool so, and the server has let go of the lock; {@code abort} would do less: the
     * pool's connections ignore it, and stay lent for ever.
     */
    @Override
    public void close() throws SQLException {
        try (connection) {
            boolean _ = query("select pg_advisory_unlock(" + LOCK + ")");
            execute("reset idle_session_timeout; reset idle_in_transaction_session_timeout");
            connection.setNetworkTimeout(Runnable::run, 0);
        }
    }

    /** The same after a failure that counts more. */
    void closeAfter(Exception reason) {
        try {
            close();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            boolean _ = statement.execute(sql);
        }
    }

    private boolean query(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(sql.formatted(schema))) {
            return result.next() && result.getBoolean(1);
        }
    }
}
