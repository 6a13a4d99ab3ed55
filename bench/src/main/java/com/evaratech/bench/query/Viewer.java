package com.evaratech.bench.query;

import com.evaratech.bench.host.Pause;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Somebody who asks a service, one question after the other. */
final class Viewer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int OK = 200;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String url;
    private final String token;

    Viewer(String url, String token) {
        this.url = url;
        this.token = token;
    }

    /** Returns when the service lets it in: the directory must have been read. */
    void awaitAnswer(String path) throws InterruptedException {
        if (!Pause.until(PATIENCE, () -> isAnswered(path))) {
            throw new IllegalStateException("the service does not let the viewer in");
        }
    }

    private boolean isAnswered(String path) {
        try {
            return send(path) == OK;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Asks; how many nanoseconds it took. */
    long ask(String path) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        int status = send(path);
        long nanos = System.nanoTime() - begun;
        if (status != OK) {
            throw new IllegalStateException("%s was answered with %d".formatted(path, status));
        }
        return nanos;
    }

    private int send(String path) throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create(url + path))
                        .header("Authorization", "Bearer " + token)
                        .timeout(PATIENCE)
                        .build();
        return http.send(request, HttpResponse.BodyHandlers.ofByteArray()).statusCode();
    }

    @Override
    public void close() {
        http.close();
    }
}
