package com.evaratech.bench.fleet;

import com.evaratech.bench.host.BenchServers;
import com.evaratech.local.process.ChildEnvironment;
import com.evaratech.local.process.LoopbackPorts;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * All services as the build packaged them, on the bench's own servers and in a home of their own;
 * started, asked and stopped by the launcher's commands.
 */
public final class Fleet implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path root;
    private final BenchServers servers;
    private final int port = LoopbackPorts.free();
    private final Thread last = new Thread(this::stop, "fleet-end");
    private Map<String, ProcessHandle> services = Map.of();

    private Fleet(Path root, BenchServers servers) {
        this.root = root;
        this.servers = servers;
    }

    /**
     * Starts the fleet and returns when all of it is ready.
     *
     * @param form executables must have been built
     * @throws IllegalStateException when it did not become ready
     */
    public static Fleet start(BenchServers servers, ServiceForm form)
            throws IOException, InterruptedException {
        String root = System.getenv("EVARA_ROOT");
        var fleet =
                new Fleet(
                        Path.of(Objects.requireNonNull(root, "EVARA_ROOT, which ./evara sets")),
                        servers);
        // Whoever interrupts the bench must not be left with a fleet.
        Runtime.getRuntime().addShutdownHook(fleet.last);
        var up = new ArrayList<>(List.of("up", "-d", "--port", Integer.toString(fleet.port)));
        if (form == ServiceForm.NATIVE) {
            up.add("--native");
        }
        var _ = fleet.launcher(up.toArray(String[]::new));
        fleet.services = fleet.processes();
        return fleet;
    }

    /** The public address, for instance {@code http://127.0.0.1:8000}. */
    public String gateway() {
        return "http://127.0.0.1:" + port;
    }

    /** The public port on 127.0.0.1. */
    public int port() {
        return port;
    }

    /** An access token of somebody with the role in the community {@code local}. */
    public String token(String role) throws IOException, InterruptedException {
        return launcher("token", "--role", role).strip();
    }

    /** The services' processes by name, in the order of their start. */
    public Map<String, ProcessHandle> services() {
        return services;
    }

    private Map<String, ProcessHandle> processes() throws IOException, InterruptedException {
        var found = new LinkedHashMap<String, ProcessHandle>();
        for (JsonNode service : JSON.readTree(launcher("status", "--json")).path("services")) {
            long pid = service.path("pid").asLong();
            found.put(
                    service.path("name").asText(),
                    ProcessHandle.of(pid)
                            .orElseThrow(() ->
                                    new IllegalStateException("a service has ended: " + service)));
        }
        return found;
    }

    private String launcher(String... words) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx192m"));
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED"));
        command.add("-Dslf4j.internal.verbosity=ERROR");
        command.add("-jar");
        command.add(root.resolve("deploy/local/launcher/target/launcher/launcher.jar").toString());
        command.addAll(List.of(words));
        ProcessBuilder builder =
                ChildEnvironment.narrow(new ProcessBuilder(command))
                        .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("EVARA_ROOT", root.toString());
        builder.environment().put("EVARA_HOME", servers.directory().resolve("fleet").toString());
        builder.environment().put("DATABASE_URL", servers.postgresUrl());
        builder.environment().put("REDIS_URL", servers.redisUrl(servers.redisPort()));
        // A hundred devices here send what a hundred thousand do elsewhere.
        builder.environment().put("EVARA_INGESTION_REQUESTS_PER_SECOND", "100000");
        builder.environment().put("EVARA_INGESTION_READINGS_PER_SECOND", "1000000");
        builder.environment().put("EVARA_INGESTION_READINGS_AT_ONCE", "10000000");
        builder.environment().put("EVARA_INGESTION_OPEN_REQUESTS", "1000");
        builder.environment().put("ENABLE_RATE_LIMITING", "false");
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("the fleet did not %s: %s".formatted(words[0], said));
        }
        return said;
    }

    private void stop() {
        try {
            var _ = launcher("down");
        } catch (IOException | IllegalStateException e) {
            System.err.println(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops everything, in order. */
    @Override
    public void close() {
        stop();
        boolean _ = Runtime.getRuntime().removeShutdownHook(last);
    }
}
