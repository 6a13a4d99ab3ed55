package com.evaratech.gateway.routing;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.eclipse.microprofile.config.ConfigProvider;

/** The gateway under test as its callers see it: over HTTP, and over a bare socket. */
public final class Gateway {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Gateway() {}

    /** Where it listens. */
    public static int port() {
        return ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class) == 0
                ? ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class)
                : ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
    }

    /** A request that may be completed and sent. */
    public static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .timeout(PATIENCE);
    }

    /** A request with a token. */
    public static HttpRequest.Builder request(String path, String token) {
        return request(path).header("Authorization", "Bearer " + token);
    }

    /** Sends it and reads the whole answer. */
    public static HttpResponse<String> send(HttpRequest.Builder request) {
        return exchange(request, BodyHandlers.ofString());
    }

    /** Sends it; the answer is read as it comes. */
    public static HttpResponse<InputStream> open(HttpRequest.Builder request) {
        return exchange(request, BodyHandlers.ofInputStream());
    }

    private static <T> HttpResponse<T> exchange(
            HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler) {
        try {
            return CLIENT.send(request.build(), handler);
        } catch (IOException e) {
            throw new AssertionError("The gateway did not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", e);
        }
    }

    /** What is at an address of somebody else. */
    static String answerOf(String address) {
        return send(HttpRequest.newBuilder(URI.create(address)).timeout(PATIENCE)).body();
    }

    /** The body as JSON. */
    public static JsonObject json(HttpResponse<String> answer) {
        return new JsonObject(answer.body());
    }

    /** Sends bytes as they are and reads until the gateway closes. */
    public static String sendRaw(String head) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new AssertionError("The gateway did not answer", e);
        }
    }
}
