package com.evaratech.bench.fleet;

import com.evaratech.bench.host.BenchServers;
import com.evaratech.bench.host.Pause;
import com.evaratech.local.identity.LocalIssuer;
import com.evaratech.local.identity.Secrets;
import com.evaratech.local.postgres.DatabaseRoles;
import com.evaratech.local.postgres.SchemaPasswords;
import com.evaratech.local.process.ChildEnvironment;
import com.evaratech.local.process.LoopbackPorts;
import com.evaratech.local.process.OrderlyStop;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * The registry alone, as the build packaged it, on the bench's own servers; with the heap and the
 * collector that it has in a local fleet.
 */
public final class NodeService implements AutoCloseable {

    private static final String SCHEMA = "registry";
    private static final String HOST = "127.0.0.1";
    private static final String IDENTITY = "http://identity.evara.localhost";
    private static final Duration START = Duration.ofMinutes(3);
    private static final Duration END = Duration.ofSeconds(27);
    private static final Duration VALIDITY = Duration.ofHours(2);
    private static final int READY = 200;

    private static final List<String> FLAGS =
            List.of(
                    "-XX:+UseSerialGC",
                    "-Xms32m",
                    "-Xmx256m",
                    "-XX:MaxMetaspaceSize=192m",
                    "--sun-misc-unsafe-memory-access=allow",
                    "--enable-native-access=ALL-UNNAMED");

    private final int port = LoopbackPorts.free();
    private final int management = LoopbackPorts.free();
    private final String secret = Secrets.generate();
    private final Process process;
    private final Thread last = new Thread(this::stop, "node-service-end");

    private NodeService(BenchServers servers) throws IOException, SQLException {
        var passwords = new SchemaPasswords(Secrets.generate(), Secrets.generate());
        try (var admin = servers.connect()) {
            DatabaseRoles.createDatabase(admin, DatabaseRoles.DATABASE);
        }
        try (var admin = servers.connect(DatabaseRoles.DATABASE)) {
            new DatabaseRoles(Map.of(SCHEMA, passwords)).provision(admin);
        }
        Path directory = Files.createDirectories(servers.directory().resolve("node-service"));
        var builder =
                ChildEnvironment.narrow(new ProcessBuilder(command()))
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("log").toFile());
        builder.environment().putAll(variables(servers, passwords));
        this.process = builder.start();
    }

    /**
     * Starts it and returns when it is ready.
     *
     * @throws IllegalStateException when it did not become ready
     */
    public static NodeService start(BenchServers servers)
            throws IOException, SQLException, InterruptedException {
        var service = new NodeService(servers);
        // Whoever interrupts the bench must not be left with a service.
        Runtime.getRuntime().addShutdownHook(service.last);
        if (!Pause.until(START, service::isReady)) {
            Path log = servers.directory().resolve("node-service").resolve("log");
            String said = Files.readString(log);
            service.close();
            throw new IllegalStateException("node-service did not become ready: " + said);
        }
        return service;
    }

    private static List<String> command() {
        String root = System.getenv("EVARA_ROOT");
        Path jar =
                Path.of(Objects.requireNonNull(root, "EVARA_ROOT, which ./evara sets"))
                        .resolve("node-service/target/quarkus-app/quarkus-run.jar");
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        command.addAll(List.of("-jar", jar.toString()));
        return command;
    }

    private Map<String, String> variables(BenchServers servers, SchemaPasswords passwords) {
        return Map.ofEntries(
                Map.entry("QUARKUS_HTTP_HOST", HOST),
                Map.entry("QUARKUS_HTTP_PORT", Integer.toString(port)),
                Map.entry("QUARKUS_MANAGEMENT_HOST", HOST),
                Map.entry("QUARKUS_MANAGEMENT_PORT", Integer.toString(management)),
                Map.entry(
                        "DATABASE_URL",
                        "postgresql://%s:%d/%s"
                                .formatted(HOST, servers.postgresPort(), DatabaseRoles.DATABASE)),
                Map.entry("DB_USER", DatabaseRoles.runtimeOf(SCHEMA)),
                Map.entry("DB_PASSWORD", passwords.runtime()),
                Map.entry("DB_OWNER_USER", DatabaseRoles.ownerOf(SCHEMA)),
                Map.entry("DB_OWNER_PASSWORD", passwords.owner()),
                Map.entry("REDIS_URL", servers.redisUrl(servers.redisPort())),
                Map.entry("SUPABASE_URL", IDENTITY),
                Map.entry("SUPABASE_JWT_SECRET", secret),
                Map.entry("FIRST_SUPERADMIN", LocalIssuer.subjectOf("superadmin").toString()),
                Map.entry("ENVIRONMENT", "development"));
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

    /** A token that says who somebody is. */
    public String token(UUID subject) {
        return new LocalIssuer(secret, IDENTITY, InstantSource.system()).token(subject, VALIDITY);
    }

    /** The process, by the service's name. */
    public Map<String, ProcessHandle> process() {
        return Map.of("node-service", process.toHandle());
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
