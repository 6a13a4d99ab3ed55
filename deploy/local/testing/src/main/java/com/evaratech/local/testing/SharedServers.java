package com.evaratech.local.testing;

import com.evaratech.local.LocalServerOptions;
import com.evaratech.local.identity.Secrets;
import com.evaratech.local.postgres.AdminAccess;
import com.evaratech.local.postgres.DatabaseRoles;
import com.evaratech.local.postgres.LocalPostgres;
import com.evaratech.local.postgres.SchemaPasswords;
import com.evaratech.local.process.Signals;
import com.evaratech.local.redis.LocalRedis;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * One PostgreSQL and one Redis for all tests of a JVM, the services' roles prepared. Lives in the
 * system class loader, see {@link EvaraServers}. The servers end with the JVM, even when it is
 * killed.
 */
public final class SharedServers implements SharedServersMXBean {

    /** Where the JVM's management finds it. */
    static final String NAME = "com.evaratech.local.testing:type=SharedServers";

    private static @Nullable SharedServers started;

    private final String tokenSecret = Secrets.generate();
    private final Map<String, SchemaPasswords> passwords = new TreeMap<>();
    private final LocalServerOptions postgresOptions;
    private final LocalServerOptions redisOptions;
    private LocalPostgres postgres;
    private LocalRedis redis;

    private SharedServers(TestDirectories directories) {
        LocalServerOptions postgresAnywhere =
                LocalServerOptions.of(directories.postgres(), Secrets.generate())
                        .endingWithOwner()
                        .goneWithMachine();
        LocalServerOptions redisAnywhere =
                LocalServerOptions.of(directories.redis(), Secrets.generate()).endingWithOwner();
        postgres = LocalPostgres.start(postgresAnywhere);
        redis = LocalRedis.start(redisAnywhere);
        postgresOptions = postgresAnywhere.withPort(postgres.port());
        redisOptions = redisAnywhere.withPort(redis.port());
        for (String schema : DatabaseRoles.SCHEMAS) {
            passwords.put(schema, new SchemaPasswords(Secrets.generate(), Secrets.generate()));
        }
    }

    /** Starts the servers unless they run; called by reflection from other class loaders. */
    public static synchronized void ensureStarted() {
        if (started != null) {
            return;
        }
        TestDirectories directories = TestDirectories.fresh();
        SharedServers servers = new SharedServers(directories);
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(() -> servers.end(directories), "evara-test-servers-end"));
        servers.provision();
        servers.register();
        started = servers;
    }

    private void provision() {
        AdminAccess admin = postgres.admin();
        try (Connection anywhere = admin.connect("postgres")) {
            DatabaseRoles.createDatabase(anywhere, DatabaseRoles.DATABASE);
        } catch (SQLException e) {
            throw new IllegalStateException("The tests' database was not created", e);
        }
        try (Connection database = admin.connect(DatabaseRoles.DATABASE)) {
            new DatabaseRoles(passwords).provision(database);
        } catch (SQLException e) {
            throw new IllegalStateException("The tests' database roles were not prepared", e);
        }
    }

    private void register() {
        try {
            var _ =
                    ManagementFactory.getPlatformMBeanServer()
                            .registerMBean(this, new ObjectName(NAME));
        } catch (JMException e) {
            throw new IllegalStateException("The tests' servers were not registered", e);
        }
    }

    private synchronized void end(TestDirectories directories) {
        resume(TestServer.POSTGRES.name());
        resume(TestServer.REDIS.name());
        redis.close();
        postgres.close();
        directories.delete();
    }

    @Override
    public synchronized int getPostgresPort() {
        return postgres.port();
    }

    @Override
    public synchronized String getAdminUrl() {
        return postgres.url(DatabaseRoles.DATABASE);
    }

    @Override
    public String passwordOf(String role) {
        for (Map.Entry<String, SchemaPasswords> schema : passwords.entrySet()) {
            if (role.equals(DatabaseRoles.ownerOf(schema.getKey()))) {
                return schema.getValue().owner();
            }
            if (role.equals(DatabaseRoles.runtimeOf(schema.getKey()))) {
                return schema.getValue().runtime();
            }
        }
        throw new IllegalArgumentException("No service has the role " + role);
    }

    @Override
    public synchronized int getRedisPort() {
        return redis.port();
    }

    @Override
    public String getRedisPassword() {
        return redisOptions.password();
    }

    @Override
    public String getTokenSecret() {
        return tokenSecret;
    }

    @Override
    public synchronized void stop(String server) {
        switch (TestServer.valueOf(server)) {
            case POSTGRES -> postgres.close();
            case REDIS -> redis.close();
        }
    }

    @Override
    public synchronized void start(String server) {
        switch (TestServer.valueOf(server)) {
            case POSTGRES -> postgres = LocalPostgres.start(postgresOptions);
            case REDIS -> redis = LocalRedis.start(redisOptions);
        }
    }

    @Override
    public synchronized void pause(String server) {
        processesOf(server).forEach(Signals.STOP::send);
    }

    @Override
    public synchronized void resume(String server) {
        processesOf(server).forEach(Signals.CONT::send);
    }

    /** PostgreSQL's sessions are processes of their own. */
    private Stream<ProcessHandle> processesOf(String server) {
        ProcessHandle process =
                switch (TestServer.valueOf(server)) {
                    case POSTGRES -> postgres.process();
                    case REDIS -> redis.process();
                };
        return Stream.concat(Stream.of(process), process.children())
                .filter(Objects::nonNull)
                .filter(ProcessHandle::isAlive);
    }
}
