package com.evaratech.local.launcher.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.local.launcher.home.Json;
import com.evaratech.local.process.LoopbackPorts;
import com.evaratech.local.process.OrderlyStop;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The packaged launcher on a home of its own, called the way the {@code evara} script calls it. */
public final class LocalFleet {

    private static final Path MODULE = Path.of("").toAbsolutePath();
    private static final Path ROOT = MODULE.resolve("../../..").normalize();

    private final Path home;
    private final int port = LoopbackPorts.free();
    private final Map<String, String> environment = new HashMap<>();
    private final List<String> wishes = new ArrayList<>();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** A fleet that does not run yet, with all that it keeps below {@code home}. */
    public LocalFleet(Path home) {
        this.home = home;
        environment.put("EVARA_ROOT", ROOT.toString());
        environment.put("EVARA_HOME", home.toString());
        // Halves the processor time of a start; what is tested here is not how fast services are.
        environment.put("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1");
        // One person looks again and again until what is awaited is there.
        environment.put("EVARA_LIMITS_PERSON_PER_MINUTE", "100000");
    }

    /** What a command printed, and its exit status. */
    public record Result(int status, String output, String errors) {}

    /** Sets a variable for every command that follows. */
    public LocalFleet with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Starts Prometheus beside it from now on. */
    public void observe() {
        wishes.add("--observe");
    }

    public Path home() {
        return home;
    }

    public int port() {
        return port;
    }

    /** Where people and devices find it. */
    public String gateway() {
        return "http://127.0.0.1:" + port;
    }

    /** Starts it, and expects that to succeed. */
    public Result start() throws IOException, InterruptedException {
        Result up = up();
        assertThat(up.status()).as(up.toString()).isZero();
        return up;
    }

    /** Starts it, however that ends. */
    public Result up() throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("up", "-d", "--port", Integer.toString(port)));
        command.addAll(wishes);
        return run(command.toArray(String[]::new));
    }

    /** Runs a command to its end. */
    public Result run(String... arguments) throws IOException, InterruptedException {
        Path errors = Files.createTempFile("launcher", ".errors");
        try {
            Process process = builder(arguments).redirectError(errors.toFile()).start();
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), output, Files.readString(errors));
        } finally {
            Files.delete(errors);
        }
    }

    /** Starts a command that goes on; what it prints is in the launcher's log. */
    Process startCommand(String... arguments) throws IOException {
        return builder(arguments)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Starts a command that goes on and is listened to. */
    Said listenTo(String... arguments) throws IOException {
        return new Said(builder(arguments).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    }

    private ProcessBuilder builder(String... arguments) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                // Some hundred commands need not each read the same classes anew.
                                "-XX:+AutoCreateSharedArchive",
                                "-XX:SharedArchiveFile=" + MODULE.resolve("target/launcher.jsa"),
                                "-Xlog:disable",
                                "-Xlog:all=error:stderr",
                                "-Xmx192m",
                                "-Dslf4j.internal.verbosity=ERROR",
                                "-jar",
                                MODULE.resolve("target/launcher/launcher.jar").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeAll(List.of("DATABASE_URL", "REDIS_URL"));
        builder.environment().putAll(environment);
        return builder;
    }

    /** What {@code status --json} tells. */
    public JsonNode status() throws IOException, InterruptedException {
        return Json.mapper().readTree(run("status", "--json").output());
    }

    /** The record the launcher keeps of its processes. */
    public JsonNode record() throws IOException {
        return Json.mapper().readTree(Files.readString(home.resolve("run/fleet.json")));
    }

    /** What the record says of a server or service. */
    public JsonNode part(String name) throws IOException {
        for (JsonNode part : record().path("parts")) {
            if (part.path("name").asText().equals(name)) {
                return part;
            }
        }
        throw new AssertionError(name + " is not in the record");
    }

    /** Number of the process that a server or service is now. */
    public long pid(String part) throws IOException {
        return part(part).path("process").path("pid").asLong();
    }

    /** The launcher's own process. */
    public ProcessHandle supervisor() throws IOException {
        return ProcessHandle.of(record().path("supervisor").path("pid").asLong()).orElseThrow();
    }

    public String log(String part) throws IOException {
        return Files.readString(home.resolve("logs").resolve(part + ".log"));
    }

    /** An access token, which must be all the command prints. */
    public String token(String role) throws IOException, InterruptedException {
        return run("token", "--role", role).output().strip();
    }

    /** Asks the gateway as the holder of a token. */
    public HttpResponse<String> get(String path, String token)
            throws IOException, InterruptedException {
        return send(request(path, token).GET());
    }

    /** Sends JSON to the gateway as the holder of a token. */
    public HttpResponse<String> post(String path, String token, String body)
            throws IOException, InterruptedException {
        return send(
                request(path, token)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** As {@link #post}, with PUT. */
    public HttpResponse<String> put(String path, String token, String body)
            throws IOException, InterruptedException {
        return send(
                request(path, token)
                        .header("Content-Type", "application/json")
                        .PUT(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** Sends a request as it is. */
    public HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path, String token) {
        return HttpRequest.newBuilder(URI.create(gateway() + path))
                .header("Authorization", "Bearer " + token);
    }

    /** Stops whatever runs, however the test ended. */
    public void stop() throws IOException, InterruptedException {
        if (Files.exists(home.resolve("run/fleet.json"))) {
            List<ProcessHandle> processes = new ArrayList<>();
            record().path("parts")
                    .forEach(part ->
                            ProcessHandle.of(part.path("process").path("pid").asLong())
                                    .ifPresent(processes::add));
            Result down = run("down");
            if (down.status() != 0) {
                processes.forEach(process -> {
                    var _ = OrderlyStop.kill(process);
                });
                throw new IllegalStateException("The fleet did not stop: " + down);
            }
        }
    }
}
