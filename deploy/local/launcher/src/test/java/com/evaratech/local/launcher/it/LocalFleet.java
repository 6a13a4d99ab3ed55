package com.evaratech.local.launcher.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.local.launcher.command.Arguments;
import com.evaratech.local.launcher.command.Command;
import com.evaratech.local.launcher.command.StatusCommand;
import com.evaratech.local.launcher.command.TokenCommand;
import com.evaratech.local.launcher.home.Json;
import com.evaratech.local.launcher.home.Layout;
import com.evaratech.local.process.LoopbackPorts;
import com.evaratech.local.process.OrderlyStop;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The packaged launcher on a home of its own, called the way the {@code evara} script calls it. */
public final class LocalFleet {

    private static final Path MODULE = Path.of("").toAbsolutePath();
    static final Path ROOT = MODULE.resolve("../../..").normalize();
    private static final List<String> OWN_SERVERS = List.of("DATABASE_URL", "REDIS_URL");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** In the order they start. */
    static final List<String> SERVICES =
            List.of(
                    "node-service",
                    "telemetry-service",
                    "alert-service",
                    "thingspeak-poller",
                    "gateway-service");

    private final Path home;
    private final int port = LoopbackPorts.free();
    private final Map<String, String> environment = new HashMap<>();
    private final List<String> wishes = new ArrayList<>();
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(PATIENCE)
                    .build();

    /** A fleet that does not run yet, with all that it keeps below {@code home}. */
    public LocalFleet(Path home) {
        this.home = home;
        environment.put("EVARA_ROOT", ROOT.toString());
        environment.put("EVARA_HOME", home.toString());
        // Halves the processor time of a start; what is tested here is not how fast services are.
        // Room for its code as both compilers have, or the heap is collected for want of it.
        environment.put(
                "JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=240m");
        // One person looks again and again until what is awaited is there.
        environment.put("EVARA_LIMITS_PERSON_PER_MINUTE", "100000");
        // The same tests of what a release runs, where it was built (docs/operations/native.md).
        if (Boolean.getBoolean("fleet.native")) {
            wishes.add("--native");
        }
    }

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
    public Ran start() throws IOException, InterruptedException {
        Ran up = up();
        assertThat(up.status()).as(up.toString()).isZero();
        return up;
    }

    /** Starts it, however that ends. */
    public Ran up() throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("up", "-d", "--port", Integer.toString(port)));
        command.addAll(wishes);
        return run(command.toArray(String[]::new));
    }

    /** Runs a command to its end. */
    public Ran run(String... arguments) throws IOException, InterruptedException {
        return Ran.toEnd(builder(arguments));
    }

    /** Starts a command that goes on; what it prints is in the launcher's log. */
    Process startCommand(String... arguments) throws IOException {
        return builder(arguments)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /**
     * Starts it by the script, as a person does at a terminal, in a group of processes of its own.
     */
    Process startInTheForeground(BuiltCheckout checkout) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(checkout.inTheForeground("up", "--port", Integer.toString(port)))
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().keySet().removeAll(OWN_SERVERS);
        builder.environment().putAll(environment);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder.start();
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
        builder.environment().keySet().removeAll(OWN_SERVERS);
        builder.environment().putAll(environment);
        return builder;
    }

    /** What {@code status --json} tells. */
    public JsonNode status() throws IOException, InterruptedException {
        return Json.mapper()
                .readTree(
                        said(
                                out -> new StatusCommand(layout(), out),
                                StatusCommand.GRAMMAR.parse(List.of("--json"))));
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
        return said(
                        out -> new TokenCommand(layout(), out),
                        TokenCommand.GRAMMAR.parse(List.of("--role", role)))
                .strip();
    }

    /** What a command prints that this JVM runs itself, which spares the start of another. */
    private static String said(Function<PrintStream, Command> command, Arguments arguments)
            throws IOException, InterruptedException {
        var said = new ByteArrayOutputStream();
        int status =
                command.apply(new PrintStream(said, true, StandardCharsets.UTF_8)).run(arguments);
        assertThat(status).isZero();
        return said.toString(StandardCharsets.UTF_8);
    }

    Layout layout() {
        return Layout.of(environment);
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

    /** Sends a request as it is; one that names no time may take as long as anything here may. */
    public HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        HttpRequest built = request.build();
        return http.send(
                built.timeout().isPresent() ? built : request.timeout(PATIENCE).build(),
                HttpResponse.BodyHandlers.ofString());
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
            Ran down = run("down");
            if (down.status() != 0) {
                processes.forEach(process -> {
                    var _ = OrderlyStop.kill(process);
                });
                throw new IllegalStateException("The fleet did not stop: " + down);
            }
        }
    }
}
