package com.evaratech.common.sql;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Work over JDBC of which all happens or nothing; blocks. */
public final class Transaction {

    private Transaction() {}

    /**
     * What is done.
     *
     * @param <T> what comes of it
     */
    @FunctionalInterface
    public interface Work<T> {

        /** Does it on a connection that it neither commits nor rolls back. */
        T on(Connection connection) throws SQLException;
    }

    /**
     * Does work in a transaction of its own; undone when it throws.
     *
     * @throws SQLException when the database failed; it may have been committed
     */
    public static <T> T of(DataSource database, Work<T> work) throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            boolean committed = false;
            try {
                T result = work.on(connection);
                connection.commit();
                committed = true;
                return result;
            } finally {
                // A pool that takes a connection back switches it to auto-commit, which commits.
                if (!committed) {
                    connection.rollback();
                }
                connection.setAutoCommit(true);
            }
        }
    }
}
