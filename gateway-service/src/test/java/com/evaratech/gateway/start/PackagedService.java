package com.evaratech.gateway.start;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The service as it was packaged, run as a process of its own with an environment of its own. */
final class PackagedService implements AutoCloseable {

    private static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar");
    private static final Duration LONGEST = Duration.ofMinutes(2); // the machine may be busy

    private final Process process;
    private final Path out;
    private final Path err;

    private PackagedService(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    static PackagedService start(Path directory, Map<String, String> environment, String... args)
            throws IOException {
        var out = Files.createTempFile(directory, "out", ".log");
        var err = Files.createTempFile(directory, "err", ".log");
        var command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--sun-misc-unsafe-memory-access=allow",
                                "--enable-native-access=ALL-UNNAMED",
                                // It is over before the second compiler would pay.
                                "-XX:TieredStopAtLevel=1",
                                // As both have; with less, the heap is collected for room.
                                "-XX:ReservedCodeCacheSize=240m",
                                "-XX:+UseSerialGC",
                                "-jar",
                                JAR.toAbsolutePath().toString()));
        command.addAll(List.of(args));
        var builder =
                new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return new PackagedService(builder.start(), out, err);
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Waits for the end by itself. */
    int exitCode() throws InterruptedException {
        if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("still running after " + LONGEST);
        }
        return process.exitValue();
    }

    /** The most memory that it had resident, where the system tells that. */
    Optional<String> mostMemory() throws IOException {
        Path status = Path.of("/proc/%d/status".formatted(process.pid()));
        if (!Files.isReadable(status)) {
            return Optional.empty();
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .findFirst();
    }

    boolean isRunning() {
        return process.isAlive();
    }

    /** Asks it to stop, as a container's runtime does. */
    void terminate() {
        process.destroy();
    }

    List<String> outLines() throws IOException {
        return Files.readAllLines(out);
    }

    List<String> errLines() throws IOException {
        return Files.readAllLines(err);
    }

    /** The answer of one of the process' ports. */
    static String get(int port, String path) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var request =
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .timeout(LONGEST)
                            .build();
            return client.send(request, BodyHandlers.ofString()).body();
        }
    }

    /** Leaves no process behind, whatever the test met. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().orTimeout(LONGEST.toSeconds(), TimeUnit.SECONDS).join();
    }
}
