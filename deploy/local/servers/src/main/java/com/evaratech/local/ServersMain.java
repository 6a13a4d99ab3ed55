package com.evaratech.local;

import com.evaratech.local.identity.Secrets;
import com.evaratech.local.postgres.DatabaseRoles;
import com.evaratech.local.postgres.LocalPostgres;
import com.evaratech.local.redis.LocalRedis;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;

/**
 * Runs PostgreSQL and Redis on free ports until the process is ended, for scripts that try a
 * service out: {@code FOLDER}, which keeps their data and is to be empty. Prints {@code
 * DATABASE_URL=…}, the superuser's of an empty database, and {@code REDIS_URL=…} once both answer.
 */
public final class ServersMain {

    private static final int USAGE = 64;
    private static final int UNAVAILABLE = 69;

    private ServersMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        if (arguments.length != 1) {
            System.err.println("usage: FOLDER");
            System.exit(USAGE);
        }
        System.exit(run(Path.of(arguments[0])));
    }

    private static int run(Path folder) throws InterruptedException {
        try (var postgres = LocalPostgres.start(options(folder.resolve("postgres")));
                var redis = LocalRedis.start(options(folder.resolve("redis")))) {
            try (Connection anywhere = postgres.admin().connect("postgres")) {
                DatabaseRoles.createDatabase(anywhere, DatabaseRoles.DATABASE);
            }
            System.out.println("DATABASE_URL=" + postgres.url(DatabaseRoles.DATABASE));
            System.out.println("REDIS_URL=" + redis.url());
            // The servers watch this process: they end with it, however it ends.
            new CountDownLatch(1).await();
            return 0;
        } catch (LocalServerException | SQLException e) {
            System.err.println("The servers cannot start: " + e.getMessage());
            return UNAVAILABLE;
        }
    }

    private static LocalServerOptions options(Path data) {
        return LocalServerOptions.of(data, Secrets.generate()).endingWithOwner();
    }
}
