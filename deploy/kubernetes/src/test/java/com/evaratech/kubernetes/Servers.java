package com.evaratech.kubernetes;

import com.evaratech.local.LocalServerOptions;
import com.evaratech.local.postgres.DatabaseRoles;
import com.evaratech.local.postgres.LocalPostgres;
import com.evaratech.local.postgres.SchemaPasswords;
import com.evaratech.local.redis.LocalRedis;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** PostgreSQL with the services' roles, and Redis, for packaged services. */
record Servers(LocalPostgres postgres, LocalRedis redis) implements AutoCloseable {

    static final String OWNERS = "owner-password";
    static final String RUNTIMES = "runtime-password";

    /** New ones, which keep their data in this folder. */
    static Servers start(Path folder) throws SQLException {
        var postgres =
                LocalPostgres.start(
                        LocalServerOptions.of(folder.resolve("postgres"), "superuser-password")
                                .endingWithOwner()
                                .goneWithMachine());
        var redis =
                LocalRedis.start(
                        LocalServerOptions.of(folder.resolve("redis"), "redis-password")
                                .endingWithOwner());
        try (Connection anywhere = postgres.admin().connect("postgres")) {
            DatabaseRoles.createDatabase(anywhere, DatabaseRoles.DATABASE);
        }
        Map<String, SchemaPasswords> passwords = new HashMap<>();
        DatabaseRoles.SCHEMAS.forEach(
                it -> passwords.put(it, new SchemaPasswords(OWNERS, RUNTIMES)));
        try (Connection database = postgres.admin().connect(DatabaseRoles.DATABASE)) {
            new DatabaseRoles(passwords).provision(database);
        }
        return new Servers(postgres, redis);
    }

    /** The database as its superuser. */
    Connection admin() throws SQLException {
        return postgres.admin().connect(DatabaseRoles.DATABASE);
    }

    /** What the Secrets say to the service of a schema, and where these servers are. */
    Map<String, String> secrets(String schema) {
        return new HashMap<>(
                Map.of(
                        "REDIS_URL",
                        redis.url(),
                        "SUPABASE_JWT_SECRET",
                        "0123456789abcdef0123456789abcdef",
                        "DATABASE_URL",
                        "postgresql://127.0.0.1:%d/%s?sslmode=disable"
                                .formatted(postgres.port(), DatabaseRoles.DATABASE),
                        "DB_USER",
                        DatabaseRoles.runtimeOf(schema),
                        "DB_PASSWORD",
                        RUNTIMES));
    }

    @Override
    public void close() {
        redis.close();
        postgres.close();
    }
}
