package com.evaratech.bench.fleet;

import com.evaratech.bench.host.BenchServers;
import com.evaratech.bench.host.Pause;
import com.evaratech.local.postgres.DatabaseRoles;
import com.evaratech.local.postgres.SchemaPasswords;
import com.evaratech.local.process.ChildEnvironment;
import com.evaratech.local.process.LoopbackPorts;
import com.evaratech.local.process.OrderlyStop;
import com.evaratech.local.process.Signals;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * One service alone, as the build packaged it, on the bench's own servers; with the collector and,
 * as a rule, the heap that it has in a local fleet.
 */
public final class PackagedService implements AutoCloseable {

    private static final String HOST = "127.0.0.1";
    private static final Duration START = Duration.ofMinutes(3);
    private static final Duration END = Duration.ofSeconds(27);
    private static final int READY = 200;
    private static final Pattern DIRECTORY =
            Pattern.compile("\"Directory[^\"]*\",\\s*\"status\": *\"UP\"");

    private final int port = LoopbackPorts.free();
    private final int management = LoopbackPorts.free();
    private final Path log;
    private final Process process;
    private final Thread last;

    private PackagedService(
            BenchServers servers,
            ServiceCommand command,
            String name,
            Map<String, String> variables)
            throws IOException {
        Path home = Files.createDirectories(servers.directory().resolve(name));
        this.log = home.resolve("log");
        var builder =
                ChildEnvironment.narrow(new ProcessBuilder(command.words()))
                        .directory(home.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        builder.environment().putAll(variables);
        builder.environment().put("QUARKUS_HTTP_HOST", HOST);
        builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
        builder.environment().put("QUARKUS_MANAGEMENT_HOST", HOST);
        builder.environment().put("QUARKUS_MANAGEMENT_PORT", Integer.toString(management));
        this.process = builder.start();
        this.last = new Thread(this::stop, name + "-end");
    }

    /** Makes the database with the roles of one schema, for services that are started then. */
    public static void createDatabase(
            BenchServers servers, String schema, SchemaPasswords passwords) throws SQLException {
        try (var admin = servers.connect()) {
            DatabaseRoles.createDatabase(admin, DatabaseRoles.DATABASE);
        }
        try (var admin = servers.connect(DatabaseRoles.DATABASE)) {
            new DatabaseRoles(Map.of(schema, passwords)).provision(admin);
        }
    }

    /** What tells a service where it finds the servers and as whom. */
    public static Map<String, String> servers(
            BenchServers servers, String schema, SchemaPasswords passwords) {
        return Map.of(
                "DATABASE_URL",
                "postgresql://%s:%d/%s"
                        .formatted(HOST, servers.postgresPort(), DatabaseRoles.DATABASE),
                "DB_USER",
                DatabaseRoles.runtimeOf(schema),
                "DB_PASSWORD",
                passwords.runtime(),
                "DB_OWNER_USER",
                DatabaseRoles.ownerOf(schema),
                "DB_OWNER_PASSWORD",
                passwords.owner(),
                "REDIS_URL",
                servers.redisUrl(servers.redisPort()),
                "ENVIRONMENT",
                "development");
    }

    /**
     * Starts its jars and returns when it is ready.
     *
     * @param module its directory in the repository
     * @param name of its directory in this run: each replica has another
     * @throws IllegalStateException when it did not become ready
     */
    public static PackagedService start(
            BenchServers servers, String module, String name, Map<String, String> variables)
            throws IOException, InterruptedException {
        var command =
                new ServiceCommand(
                        directory(module), ServiceForm.JVM, ServiceCommand.USUAL_HEAP_MIB);
        var service = launch(servers, command, name, variables);
        service.awaitReady();
        return service;
    }

    /** Starts it by a command and returns at once. */
    static PackagedService launch(
            BenchServers servers,
            ServiceCommand command,
            String name,
            Map<String, String> variables)
            throws IOException {
        var service = new PackagedService(servers, command, name, variables);
        // Whoever interrupts the bench must not be left with a service.
        Runtime.getRuntime().addShutdownHook(service.last);
        return service;
    }

    /**
     * Returns when it is ready.
     *
     * @throws IllegalStateException when it did not become ready
     */
    public void awaitReady() throws IOException, InterruptedException {
        if (!Pause.until(START, () -> health().isReady())) {
            String said = Files.readString(log);
            close();
            throw new IllegalStateException("it did not become ready: " + said);
        }
    }

    /** Where a module is. */
    static Path directory(String module) {
        String root = System.getenv("EVARA_ROOT");
        return Path.of(Objects.requireNonNull(root, "EVARA_ROOT, which ./evara sets"))
                .resolve(module);
    }

    /**
     * What it says of itself.
     *
     * @param isUp whether it says anything
     * @param hasDirectory whether it knows who is who and what is whose
     * @param isReady whether it may be asked
     */
    public record Health(boolean isUp, boolean hasDirectory, boolean isReady) {

        private static final Health DOWN = new Health(false, false, false);

        private static Health of(HttpResponse<String> answer) {
            boolean isReady = answer.statusCode() == READY;
            return new Health(true, isReady || DIRECTORY.matcher(answer.body()).find(), isReady);
        }
    }

    /** Asks it how it is; one that does not answer is down. */
    public Health health() {
        try (var http = HttpClient.newHttpClient()) {
            var request =
                    HttpRequest.newBuilder(
                                    URI.create(
                                            "http://%s:%d/health/ready"
                                                    .formatted(HOST, management)))
                            .timeout(Duration.ofSeconds(5))
                            .build();
            return Health.of(http.send(request, HttpResponse.BodyHandlers.ofString()));
        } catch (IOException notYet) {
            return Health.DOWN;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Health.DOWN;
        }
    }

    /** Where it answers, for instance {@code http://127.0.0.1:8000}. */
    public String url() {
        return "http://%s:%d".formatted(HOST, port);
    }

    /** Its process. */
    public ProcessHandle process() {
        return process.toHandle();
    }

    /** Ends it as a power failure of its machine would. */
    public void kill() throws InterruptedException {
        Signals.KILL.send(process.toHandle());
        int _ = process.waitFor();
        boolean _ = Runtime.getRuntime().removeShutdownHook(last);
    }

    private void stop() {
        var _ = OrderlyStop.stop(process.toHandle(), END);
    }

    @Override
    public void close() {
        stop();
        boolean _ = Runtime.getRuntime().removeShutdownHook(last);
    }
}
