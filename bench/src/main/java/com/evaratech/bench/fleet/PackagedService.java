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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One service alone, as the build packaged it, on the bench's own servers; with the heap and the
 * collector that it has in a local fleet.
 */
public final class PackagedService implements AutoCloseable {

    private static final String HOST = "127.0.0.1";
    private static final Duration START = Duration.ofMinutes(3);
    private static final Duration END = Duration.ofSeconds(27);
    private static final int READY = 200;

    private static final List<String> FLAGS =
            List.of(
                    "-XX:+UseSerialGC",
                    "-XX:+UseCompactObjectHeaders",
                    "-Xms32m",
                    "-Xmx256m",
                    "-XX:MaxMetaspaceSize=192m",
                    "--sun-misc-unsafe-memory-access=allow",
                    "--enable-native-access=ALL-UNNAMED");

    private final int port = LoopbackPorts.free();
    private final int management = LoopbackPorts.free();
    private final Process process;
    private final Thread last;

    private PackagedService(
            BenchServers servers, String module, String name, Map<String, String> variables)
            throws IOException {
        Path directory = Files.createDirectories(servers.directory().resolve(name));
        var builder =
                ChildEnvironment.narrow(new ProcessBuilder(command(module)))
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("log").toFile());
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
     * Starts it and returns when it is ready.
     *
     * @param module its directory in the repository
     * @param name of its directory in this run: each replica has another
     * @throws IllegalStateException when it did not become ready
     */
    public static PackagedService start(
            BenchServers servers, String module, String name, Map<String, String> variables)
            throws IOException, InterruptedException {
        var service = new PackagedService(servers, module, name, variables);
        // Whoever interrupts the bench must not be left with a service.
        Runtime.getRuntime().addShutdownHook(service.last);
        if (!Pause.until(START, service::isReady)) {
            String said = Files.readString(servers.directory().resolve(name).resolve("log"));
            service.close();
            throw new IllegalStateException("%s did not become ready: %s".formatted(name, said));
        }
        return service;
    }

    private static List<String> command(String module) {
        String root = System.getenv("EVARA_ROOT");
        Path jar =
                Path.of(Objects.requireNonNull(root, "EVARA_ROOT, which ./evara sets"))
                        .resolve(module)
                        .resolve("target/quarkus-app/quarkus-run.jar");
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        command.addAll(List.of("-jar", jar.toString()));
        return command;
    }

    private boolean isReady() {
        try (var http = HttpClient.newHttpClient()) {
            var request =
                    HttpRequest.newBuilder(
                                    URI.create(
                                            "http://%s:%d/health/ready"
                                                    .formatted(HOST, management)))
                            .timeout(Duration.ofSeconds(5))
                            .build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == READY;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
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
