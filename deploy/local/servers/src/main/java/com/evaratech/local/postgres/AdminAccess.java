package com.evaratech.local.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * How an administrator reaches a server.
 *
 * @param password never in {@link #toString()}
 */
public record AdminAccess(String host, int port, String user, String password) {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(30);

    /** SQLSTATE class 28: invalid authorization specification. */
    static boolean isWrongPassword(SQLException e) {
        return String.valueOf(e.getSQLState()).startsWith("28");
    }

    /** Opens a connection; the caller closes it. */
    public Connection connect(String database) throws SQLException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {host});
        source.setPortNumbers(new int[] {port});
        source.setDatabaseName(database);
        source.setUser(user);
        source.setPassword(password);
        source.setConnectTimeout((int) CONNECT_TIMEOUT.toSeconds());
        source.setApplicationName("evara-local");
        return source.getConnection();
    }

    /** {@code postgresql://user:password@host:port/database}, the form of {@code DATABASE_URL}. */
    public String url(String database) {
        return "postgresql://%s:%s@%s:%d/%s".formatted(user, password, host, port, database);
    }

    @Override
    public String toString() {
        return "AdminAccess[" + user + "@" + host + ":" + port + "]";
    }
}
