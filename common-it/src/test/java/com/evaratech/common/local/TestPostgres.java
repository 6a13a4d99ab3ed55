package com.evaratech.common.local;

import com.evaratech.local.LocalServerOptions;
import com.evaratech.local.identity.Secrets;
import com.evaratech.local.postgres.LocalPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The PostgreSQL of this JVM; ends with it. */
public final class TestPostgres {

    private static final LocalServerOptions ANYWHERE =
            LocalServerOptions.of(directory("postgres"), Secrets.generate())
                    .endingWithOwner()
                    .goneWithMachine();

    private static @Nullable LocalPostgres server;

    private TestPostgres() {}

    /** A connection as administrator. */
    public static Connection connect() throws SQLException {
        return running().admin().connect("postgres");
    }

    static int port() {
        return running().port();
    }

    private static synchronized LocalPostgres running() {
        if (server == null) {
            server = LocalPostgres.start(ANYWHERE);
        }
        return server;
    }

    static Path directory(String server) {
        try {
            Path root = Path.of("target", "servers", Long.toString(ProcessHandle.current().pid()));
            return Files.createDirectories(root).resolve(server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
