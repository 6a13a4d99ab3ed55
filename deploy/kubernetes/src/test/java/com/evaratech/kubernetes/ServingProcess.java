package com.evaratech.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.local.process.LoopbackPorts;
import com.google.gson.Gson;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** A packaged service that is asked over HTTP, on ports of this machine alone. */
final class ServingProcess implements AutoCloseable {

    private static final String HOST = "127.0.0.1";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final HttpClient http = HttpClient.newHttpClient();
    private final String service;
    private final PackagedProcess running;
    private final int port;
    private final int management;

    private ServingProcess(String service, PackagedProcess running, int port, int management) {
        this.service = service;
        this.running = running;
        this.port = port;
        this.management = management;
    }

    static ServingProcess start(Path folder, String service, Map<String, String> variables)
            throws IOException {
        var ports = LoopbackPorts.free(2, Set.of());
        Map<String, String> all = new HashMap<>(variables);
        all.put("QUARKUS_HTTP_HOST", HOST);
        all.put("QUARKUS_HTTP_PORT", ports.getFirst().toString());
        all.put("QUARKUS_MANAGEMENT_HOST", HOST);
        all.put("QUARKUS_MANAGEMENT_PORT", ports.getLast().toString());
        return new ServingProcess(
                service,
                PackagedProcess.start(folder, service, all),
                ports.getFirst(),
                ports.getLast());
    }

    /** Readiness and its reasons; 0 while nothing listens. */
    record Answer(int status, String body) {}

    /** Waits until it is ready. */
    void awaitReady() throws IOException {
        await().atMost(PackagedProcess.LONG)
                .until(() -> readiness().status() == 200 || !isRunning());
        assertThat(isRunning()).describedAs(output()).isTrue();
    }

    private Answer readiness() throws IOException, InterruptedException {
        try {
            return send(HttpRequest.newBuilder(uri(management, "/health/ready")));
        } catch (ConnectException notYet) {
            return new Answer(0, "");
        }
    }

    Answer get(String path, String token) throws IOException, InterruptedException {
        return send(request(path, token));
    }

    Answer send(String method, String path, String token, Map<String, ?> body)
            throws IOException, InterruptedException {
        return send(
                request(path, token)
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(new Gson().toJson(body))));
    }

    private HttpRequest.Builder request(String path, String token) {
        return HttpRequest.newBuilder(uri(port, path)).header("Authorization", "Bearer " + token);
    }

    private static URI uri(int port, String path) {
        return URI.create("http://%s:%d%s".formatted(HOST, port, path));
    }

    private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                http.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
        return new Answer(answer.statusCode(), answer.body());
    }

    /** What the image's health check asks it by, a JVM of its own. */
    PackagedProcess healthCommand(Path folder) throws IOException {
        return PackagedProcess.start(
                folder,
                service,
                Map.of("QUARKUS_MANAGEMENT_PORT", Integer.toString(management)),
                "health");
    }

    private boolean isRunning() {
        return running.process().isAlive();
    }

    /** All that it has said. */
    String output() throws IOException {
        return running.output();
    }

    /** Asks it to stop, and waits for that. */
    void stop() throws InterruptedException {
        running.stop();
    }

    /** Leaves no process behind, whatever the test met. */
    @Override
    public void close() {
        running.kill();
        http.shutdownNow();
    }
}
