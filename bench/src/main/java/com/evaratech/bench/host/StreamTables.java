package com.evaratech.bench.host;

import com.evaratech.local.identity.Secrets;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.exceptionsorter.PostgreSQLExceptionSorter;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * A schema with a consumer's tables, as the services' migration makes them, and the role that a
 * service would have there.
 *
 * @param schema its name
 * @param user the role
 * @param password of the role
 */
public record StreamTables(String schema, String user, String password) {

    private static final int CONNECTIONS = 3;
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

    /** Connections of that role from a pool like the services', through a port of this machine. */
    public AgroalDataSource pool(int port) throws SQLException {
        String url = "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(port);
        return AgroalDataSource.from(
                new AgroalDataSourceConfigurationSupplier()
                        .connectionPoolConfiguration(pool ->
                                pool.maxSize(CONNECTIONS)
                                        // As the services' pools are told: what broke is not lent
                                        // again.
                                        .exceptionSorter(new PostgreSQLExceptionSorter())
                                        .connectionFactoryConfiguration(factory ->
                                                factory.jdbcUrl(url)
                                                        .principal(new NamePrincipal(user))
                                                        .credential(
                                                                new SimplePassword(password)))));
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
