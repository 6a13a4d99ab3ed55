package com.evaratech.telemetry.aside;

import io.quarkus.runtime.annotations.RegisterForProxy;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLTransientConnectionException;
import java.sql.Wrapper;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * The database as imports, removals of nodes and upkeep ask it: on one of the writer's connections
 * at a time, for all of them together and in the order in which they ask. The others stay for the
 * writer's rounds and its lease, however many files come at once. Whoever has a connection must not
 * ask for another.
 */
// Native executables know the methods that are passed on only if they are told of them.
@RegisterForProxy(targets = Connection.class)
@RegisterForReflection(targets = {Connection.class, Wrapper.class})
@Singleton
@Typed(AsideDatabase.class)
public class AsideDatabase implements DataSource {

    // What holds it longest is a month that is dropped, which waits for readers two seconds.
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String AWAY = "08000";

    private final DataSource database;
    // Fair: a file that comes piece by piece lets others in between.
    private final Semaphore turn = new Semaphore(1, true);

    AsideDatabase(DataSource database) {
        this.database = database;
    }

    /**
     * A connection, when it is one's turn; the turn ends with it.
     *
     * @throws SQLException when the database cannot be asked, or there was no turn for 20 s
     */
    @Override
    public Connection getConnection() throws SQLException {
        await();
        boolean isOpen = false;
        try {
            Connection connection = database.getConnection();
            isOpen = true;
            return releasing(connection);
        } finally {
            if (!isOpen) {
                turn.release();
            }
        }
    }

    private void await() throws SQLException {
        try {
            if (!turn.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new SQLTransientConnectionException("too much is done aside", AWAY);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new SQLTransientConnectionException("interrupted", AWAY, ended);
        }
    }

    /** The connection, but that closing it gives the turn to the next. */
    private Connection releasing(Connection connection) {
        var isHeld = new AtomicBoolean(true);
        return (Connection)
                Proxy.newProxyInstance(
                        AsideDatabase.class.getClassLoader(),
                        new Class<?>[] {Connection.class},
                        (_, method, arguments) -> {
                            try {
                                return method.invoke(connection, arguments);
                            } catch (InvocationTargetException failed) {
                                throw Objects.requireNonNullElse(failed.getCause(), failed);
                            } finally {
                                if (method.getName().equals("close") && isHeld.getAndSet(false)) {
                                    turn.release();
                                }
                            }
                        });
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("the login is that of the service");
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return database.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        database.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        database.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return database.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return database.getParentLogger();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return database.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return database.isWrapperFor(type);
    }
}
