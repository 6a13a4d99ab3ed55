package com.evaratech.common.stream.consume;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * A consumer's transactions, which end when their owner does: one that was stopped in the middle
 * must not keep its locks from the next owner, nor old rows from the vacuum.
 */
final class ConsumerTransactions {

    private final DataSource database;
    private final Duration lease;

    ConsumerTransactions(DataSource database, Duration lease) {
        this.database = database;
        this.lease = lease;
    }

    /** What is done on a connection that it neither commits nor rolls back. */
    @FunctionalInterface
    interface Work<T> {
        T on(Connection transaction) throws SQLException;
    }

    /**
     * All of it, or nothing.
     *
     * @throws SQLException when the database failed; it may have been committed
     */
    <T> T of(Work<T> work) throws SQLException {
        try (var connection = begin()) {
            try {
                T result = work.on(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException | Error e) {
                undo(connection, e);
                throw e;
            }
        }
    }

    private Connection begin() throws SQLException {
        Connection connection = database.getConnection();
        try {
            int millis = (int) lease.toMillis();
            connection.setNetworkTimeout(Runnable::run, 3 * millis);
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                var _ =
                        statement.execute(
                                "set local idle_in_transaction_session_timeout = %d; set local statement_timeout = %d"
                                        .formatted(millis, 2 * millis));
            }
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /**
     * A pool that takes a connection back switches it to auto-commit, and by JDBC's rules that
     * commits what is open: it must never see an open transaction.
     */
    private static void undo(Connection connection, Throwable why) {
        try {
            rollBackOrEnd(connection);
        } catch (SQLException e) {
            // One that is closed already cannot even be ended; what it failed by is what counts.
            why.addSuppressed(e);
        }
    }

    private static void rollBackOrEnd(Connection connection) throws SQLException {
        try {
            connection.rollback();
        } catch (SQLException _) {
            // What it failed by is told already; without a connection the server undoes the rest.
            // The pool's own object is not aborted: it would never come back, its place be taken.
            connection.unwrap(Connection.class).abort(Runnable::run);
        }
    }
}
