package com.evaratech.bench.host;

import com.evaratech.local.identity.Secrets;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A schema with a consumer's tables, as the services' migration makes them, and the role that a
 * service would have there.
 *
 * @param schema its name
 * @param user the role
 * @param password of the role
 */
public record StreamTables(String schema, String user, String password) {

    private static final String MIGRATION = "/db/streams/R__streams.sql";

    /** Makes them, and the tables of the effects by statements in which %1$s is the schema. */
    public static StreamTables create(Connection admin, String schema, String effects)
            throws SQLException, IOException {
        var tables = new StreamTables(schema, "evara_" + schema, Secrets.generate());
        try (var statement = admin.createStatement()) {
            boolean _ =
                    statement.execute(
                            """
                            create role %2$s login password '%3$s';
                            create schema %1$s;
                            grant usage on schema %1$s to %2$s
                            """
                                    .formatted(schema, tables.user(), tables.password()));
            boolean _ =
                    statement.execute(
                            migration()
                                    .replace("${flyway:defaultSchema}", schema)
                                    .replace("${runtimeRole}", tables.user()));
            boolean _ = statement.execute(effects.formatted(schema));
            boolean _ =
                    statement.execute(
                            "grant select, insert, truncate on all tables in schema %s to %s"
                                    .formatted(schema, tables.user()));
        }
        return tables;
    }

    /** Connections of that role, to a server or what stands before it. */
    public DataSource database(int port) {
        var database = new PGSimpleDataSource();
        database.setServerNames(new String[] {"127.0.0.1"});
        database.setPortNumbers(new int[] {port});
        database.setDatabaseName("postgres");
        database.setUser(user);
        database.setPassword(password);
        return database;
    }

    /** Free of the password. */
    @Override
    public String toString() {
        return "StreamTables[" + schema + "]";
    }

    private static String migration() throws IOException {
        try (InputStream in = StreamTables.class.getResourceAsStream(MIGRATION)) {
            if (in == null) {
                throw new IOException("no " + MIGRATION + " on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
