package com.evaratech.common.local;

import com.evaratech.local.identity.Secrets;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A schema with a consumer's tables, as the shared migrations make them, and its runtime role. */
public record StreamSchema(String name, DataSource database) {

    private static final AtomicInteger COUNT = new AtomicInteger();

    /** A new one, with a table {@code effect} that the runtime role may fill. */
    public static StreamSchema create() {
        String schema = "streams_" + COUNT.incrementAndGet();
        String role = "evara_" + schema;
        String password = Secrets.generate();
        execute("create role %s login password '%s'".formatted(role, password));
        execute("create schema " + schema);
        execute("grant usage on schema %s to %s".formatted(schema, role));
        for (var name :
                List.of("streams/R__streams.sql", "forget/R__forget.sql", "audit/R__audit.sql")) {
            String migration =
                    migration(name)
                            .replace("${flyway:defaultSchema}", schema)
                            .replace("${runtimeRole}", role);
            execute(migration);
            execute(migration); // repeatable
        }
        execute(
                """
                create table %1$s.effect (
                    number bigint generated always as identity,
                    key bigint not null, value bigint not null check (value >= 0));
                grant select, insert on %1$s.effect to %2$s
                """
                        .formatted(schema, role));
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setServerNames(new String[] {"127.0.0.1"});
        database.setPortNumbers(new int[] {TestPostgres.port()});
        database.setDatabaseName("postgres");
        database.setUser(role);
        database.setPassword(password);
        return new StreamSchema(schema, database);
    }

    /** The numbers in the first column of a query's answer, {@code %s} being this schema. */
    public List<Long> numbers(String sql) {
        try (Connection admin = TestPostgres.connect();
                var statement = admin.createStatement();
                var rows = statement.executeQuery(sql.replace("%s", name))) {
            var numbers = new ArrayList<Long>();
            while (rows.next()) {
                numbers.add(rows.getLong(1));
            }
            return numbers;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Runs SQL as administrator, {@code %s} being this schema. */
    public void admin(String sql) {
        execute(sql.replace("%s", name));
    }

    /** Cuts every connection of the runtime role. */
    public void cutConnections() {
        var _ =
                numbers(
                        "select pg_terminate_backend(pid)::int from pg_stat_activity where usename = 'evara_%s'");
    }

    private static String migration(String name) {
        try (InputStream in = StreamSchema.class.getResourceAsStream("/db/" + name)) {
            if (in == null) {
                throw new IllegalStateException("no migration");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void execute(String sql) {
        try (Connection admin = TestPostgres.connect();
                var statement = admin.createStatement()) {
            boolean _ = statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
