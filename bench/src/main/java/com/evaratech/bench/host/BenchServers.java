package com.evaratech.bench.host;

import com.evaratech.local.LocalServerOptions;
import com.evaratech.local.identity.Secrets;
import com.evaratech.local.postgres.LocalPostgres;
import com.evaratech.local.process.ProcessCost;
import com.evaratech.local.process.Signals;
import com.evaratech.local.redis.LocalRedis;
import com.evaratech.local.redis.RedisConnection;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL and a Redis with empty data, durable as in production; both end with this JVM. */
public final class BenchServers implements AutoCloseable {

    private static final String DATABASE = "postgres";

    private final Path directory;
    private LocalServerOptions postgresOptions;
    private LocalServerOptions redisOptions;
    private LocalPostgres postgres;
    private LocalRedis redis;

    private BenchServers(
            Path directory, LocalServerOptions postgresOptions, LocalServerOptions redisOptions) {
        this.directory = directory;
        this.postgres = LocalPostgres.start(postgresOptions);
        this.postgresOptions = postgresOptions.withPort(postgres.port());
        this.redis = LocalRedis.start(redisOptions);
        this.redisOptions = redisOptions.withPort(redis.port());
    }

    /** Starts both, in a new directory that is removed at the end. */
    public static BenchServers start() throws IOException {
        return start(OptionalInt.empty());
    }

    /**
     * The same.
     *
     * @param buffersMebibytes how much memory PostgreSQL keeps pages in; empty for that of a local
     *     fleet
     */
    public static BenchServers start(OptionalInt buffersMebibytes) throws IOException {
        Path directory = Files.createTempDirectory("evara-bench");
        LocalServerOptions postgres = options(directory.resolve("postgres"));
        return new BenchServers(
                directory,
                buffersMebibytes.isPresent()
                        ? postgres.withBuffersMebibytes(buffersMebibytes.getAsInt())
                        : postgres,
                options(directory.resolve("redis")));
    }

    private static LocalServerOptions options(Path data) {
        return LocalServerOptions.of(data, Secrets.generate()).endingWithOwner();
    }

    public int postgresPort() {
        return postgres.port();
    }

    public int redisPort() {
        return redis.port();
    }

    /** Redis' address behind another port, password included. */
    public String redisUrl(int port) {
        return "redis://:%s@127.0.0.1:%d".formatted(redisOptions.password(), port);
    }

    /** A connection as administrator. */
    public Connection connect() throws SQLException {
        return postgres.admin().connect(DATABASE);
    }

    /** A connection to one of its databases, as administrator. */
    public Connection connect(String database) throws SQLException {
        return postgres.admin().connect(database);
    }

    /** Where the services of a fleet find this PostgreSQL, with the administrator's login. */
    public String postgresUrl() {
        return postgres.url(DATABASE);
    }

    /** A directory for whatever else belongs to this run; it is removed at the end, too. */
    public Path directory() {
        return directory;
    }

    /** From now on PostgreSQL can say of every row when it was committed. */
    public void keepCommitTimes() throws SQLException {
        configurePostgres(Map.of("track_commit_timestamp", "on"));
    }

    /**
     * Sets what outlasts restarts and copies of the data, by an {@code alter system} and a start.
     */
    public void configurePostgres(Map<String, String> settings) throws SQLException {
        try (Connection admin = connect();
                var statement = admin.createStatement()) {
            for (var setting : settings.entrySet()) {
                String value = setting.getValue().replace("'", "''");
                boolean _ =
                        statement.execute(
                                "alter system set %s = '%s'".formatted(setting.getKey(), value));
            }
        }
        postgres.close();
        postgres = LocalPostgres.start(postgresOptions);
    }

    /** Where PostgreSQL's data lies. */
    public Path postgresDirectory() {
        return postgresOptions.dataDirectory();
    }

    /** Of the administrator, whose name is the server's own. */
    public String postgresPassword() {
        return postgresOptions.password();
    }

    /** Kills all of PostgreSQL and removes its data, as the loss of its machine would. */
    public void losePostgres() throws IOException {
        List<ProcessHandle> all =
                Stream.concat(Stream.of(postgres.process()), postgres.process().descendants())
                        .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(process -> process.onExit().join());
        postgres.close();
        remove(postgresDirectory());
    }

    /** Starts PostgreSQL on what lies in its directory now. */
    public void startPostgres() {
        postgres = LocalPostgres.start(postgresOptions);
    }

    /** Sends Redis one command that answers with a text or a number. */
    public Optional<String> redis(String... words) throws IOException {
        try (RedisConnection connection = redis.connect()) {
            return connection.call(words);
        }
    }

    /** Kills PostgreSQL as a power failure of its process would, and starts it again. */
    public void killPostgres() {
        Signals.KILL.send(postgres.process());
        postgres.close();
        postgres = LocalPostgres.start(postgresOptions);
    }

    /** Kills Redis and starts it again on the same data. */
    public void killRedis() {
        Signals.KILL.send(redis.process());
        redis.close();
        redis = LocalRedis.start(redisOptions);
    }

    /** Everything on the bus is gone: data and functions. */
    public void emptyRedis() throws IOException {
        var _ = redis("FLUSHALL");
        var _ = redis("FUNCTION", "FLUSH");
    }

    /** Processor time of PostgreSQL so far, its sessions included. */
    public Duration postgresCpu() throws IOException {
        return ProcessCost.cpuOfTree(postgres.process());
    }

    /** Processor time of Redis so far. */
    public Duration redisCpu() throws IOException {
        return ProcessCost.cpu(redis.process());
    }

    @Override
    public void close() throws IOException {
        try {
            redis.close();
        } finally {
            postgres.close();
        }
        remove(directory);
    }

    private static void remove(Path directory) throws IOException {
        var _ =
                Files.walkFileTree(
                        directory,
                        new SimpleFileVisitor<>() {
                            @Override
                            public FileVisitResult visitFile(Path file, BasicFileAttributes what)
                                    throws IOException {
                                Files.delete(file);
                                return FileVisitResult.CONTINUE;
                            }

                            @Override
                            public FileVisitResult postVisitDirectory(
                                    Path visited, @Nullable IOException failure)
                                    throws IOException {
                                Files.delete(visited);
                                return FileVisitResult.CONTINUE;
                            }
                        });
    }
}
