package com.evaratech.common.local;

import com.evaratech.common.outbox.OutboxAppend;
import com.evaratech.common.outbox.OutboxChange;
import com.evaratech.local.identity.Secrets;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** A schema with an outbox, as the shared migration makes it, and its runtime role. */
public record OutboxSchema(String name, DataSource database) {

    private static final AtomicInteger COUNT = new AtomicInteger();

    /** A new one. */
    public static OutboxSchema create() {
        String schema = "outbox_" + COUNT.incrementAndGet();
        String role = "evara_" + schema;
        String password = Secrets.generate();
        try (Connection admin = TestPostgres.connect()) {
            execute(admin, "create role %s login password '%s'".formatted(role, password));
            execute(admin, "create schema " + schema);
            execute(admin, "grant usage on schema %s to %s".formatted(schema, role));
            String migration =
                    migration()
                            .replace("${flyway:defaultSchema}", schema)
                            .replace("${runtimeRole}", role);
            execute(admin, migration);
            execute(admin, migration); // repeatable
        } catch (SQLException e) {
            throw new IllegalStateException("no schema " + schema, e);
        }
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setServerNames(new String[] {"127.0.0.1"});
        database.setPortNumbers(new int[] {TestPostgres.port()});
        database.setDatabaseName("postgres");
        database.setUser(role);
        database.setPassword(password);
        return new OutboxSchema(schema, database);
    }

    /** Commits one event in a transaction of its own. */
    public void commit(String kind, String key, @Nullable String payload) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            append(connection, kind, key, payload);
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException("not committed: " + key, e);
        }
    }

    /** Appends one event to a transaction under way. */
    public void append(Connection connection, String kind, String key, @Nullable String payload)
            throws SQLException {
        new OutboxAppend(name).append(connection, List.of(new OutboxChange(kind, key, payload)));
    }

    /** Runs SQL as administrator, {@code %s} being this schema. */
    public void admin(String sql) {
        try (Connection admin = TestPostgres.connect()) {
            execute(admin, sql.replace("%s", name));
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** The number that a query answers with, {@code %s} being this schema. */
    public long number(String sql) {
        try (Connection admin = TestPostgres.connect();
                var statement = admin.createStatement();
                var row = statement.executeQuery(sql.replace("%s", name))) {
            return row.next() ? row.getLong(1) : -1;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private static String migration() {
        try (InputStream in = OutboxSchema.class.getResourceAsStream("/db/outbox/R__outbox.sql")) {
            if (in == null) {
                throw new IllegalStateException("no migration");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            boolean _ = statement.execute(sql);
        }
    }
}
