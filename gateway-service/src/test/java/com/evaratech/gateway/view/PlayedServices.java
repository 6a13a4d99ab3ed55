package com.evaratech.gateway.view;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/**
 * The services behind a node's view, played by one server. How each behaves for a node stands in
 * the node's id: its first digit is for node-service, the second for telemetry-service, the third
 * for alert-service.
 */
public final class PlayedServices implements QuarkusTestResourceLifecycleManager {

    /** What a service does. */
    enum Manner {
        ANSWER('0'),
        REFUSE('1'),
        HANG('2'),
        TALK_NONSENSE('3'),
        BREAK_OFF('4'),
        /** Answers once all three have been asked. */
        WAIT_FOR_THE_OTHERS('5');

        private final char digit;

        Manner(char digit) {
            this.digit = digit;
        }

        static Manner of(char digit) {
            return Arrays.stream(values())
                    .filter(manner -> manner.digit == digit)
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static final Pattern ID =
            Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final int SERVICES = 3;

    private final CountDownLatch closed = new CountDownLatch(1);
    private final Map<String, CyclicBarrier> barriers = new ConcurrentHashMap<>();

    @SuppressWarnings("NullAway.Init") // start comes first
    private HttpServer server;

    /** The id of a node for which the services behave like this. */
    static UUID node(Manner node, Manner telemetry, Manner alerts) {
        var random = UUID.randomUUID().toString();
        return UUID.fromString(
                "%c%c%c%s"
                        .formatted(
                                node.digit,
                                telemetry.digit,
                                alerts.digit,
                                random.substring(SERVICES)));
    }

    @Override
    public Map<String, String> start() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/api/", this::handle);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        var url = "http://127.0.0.1:" + server.getAddress().getPort();
        return Map.of(
                "NODE_SERVICE_URL", url,
                "TELEMETRY_SERVICE_URL", url,
                "ALERT_SERVICE_URL", url);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var uri = exchange.getRequestURI().toString();
            var id = ID.matcher(uri).results().findFirst().orElseThrow().group();
            var service = uri.contains("/telemetry/") ? 1 : uri.contains("/alerts") ? 2 : 0;
            switch (Manner.of(id.charAt(service))) {
                case ANSWER -> answer(exchange, 200, content(exchange, service, id, uri));
                case REFUSE ->
                        answer(exchange, 404, "{\"code\":\"refused_by_%d\"}".formatted(service));
                case HANG -> await(closed);
                case TALK_NONSENSE -> answer(exchange, 200, "[nonsense");
                case BREAK_OFF -> {} // closing without an answer cuts the connection
                case WAIT_FOR_THE_OTHERS -> {
                    meet(id);
                    answer(exchange, 200, content(exchange, service, id, uri));
                }
            }
        }
    }

    private static String content(HttpExchange exchange, int service, String id, String uri) {
        var seen =
                new JsonObject()
                        .put("id", id)
                        .put("uri", uri)
                        .put("token", exchange.getRequestHeaders().getFirst("Authorization"))
                        .put("request", exchange.getRequestHeaders().getFirst("X-Request-Id"))
                        .put("tag", exchange.getRequestHeaders().getFirst("If-None-Match"))
                        .put("origin", exchange.getRequestHeaders().getFirst("X-Forwarded-For"));
        return (service == 2 ? new JsonObject().put("items", new JsonArray().add(seen)) : seen)
                .encode();
    }

    private void meet(String id) throws IOException {
        try {
            var _ = barriers.computeIfAbsent(id, node -> new CyclicBarrier(SERVICES)).await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IOException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders()
                .set(
                        "Content-Type",
                        status == 200 ? "application/json" : "application/problem+json");
        exchange.getResponseHeaders().set("ETag", "\"7\"");
        exchange.getResponseHeaders().set("Server", "played");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void stop() {
        closed.countDown();
        server.stop(0);
    }
}
