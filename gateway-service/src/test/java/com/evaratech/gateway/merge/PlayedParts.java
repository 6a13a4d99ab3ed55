package com.evaratech.gateway.merge;

import com.evaratech.common.audit.AuditFilter;
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
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;

/**
 * Services with parts of lists: rows of node-service at even seconds, those of alert-service at odd
 * ones, none of telemetry-service.
 */
public final class PlayedParts implements QuarkusTestResourceLifecycleManager {

    public static final Instant NEWEST = Instant.parse("2026-03-01T00:00:00Z");
    public static final ConcurrentLinkedQueue<String> ASKED = new ConcurrentLinkedQueue<>();

    private static final Map<String, Integer> ROWS = new ConcurrentHashMap<>();
    private static final Map<String, Integer> STATUS = new ConcurrentHashMap<>();

    @SuppressWarnings("NullAway.Init") // start comes first
    private HttpServer server;

    /** From here on each of them has so many rows. */
    public static void have(int registry, int alerting) {
        ROWS.put("registry", registry);
        ROWS.put("alerting", alerting);
        STATUS.clear();
        ASKED.clear();
    }

    /** From here on one of them answers with an error. */
    public static void answer(String part, int status) {
        STATUS.put(part, status);
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
        server.createContext("/api/v1/audit/", this::handle);
        server.createContext("/api/v1/dead-letters/", this::handle);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        var url = "http://127.0.0.1:" + server.getAddress().getPort();
        return Map.of(
                "NODE_SERVICE_URL", url, "ALERT_SERVICE_URL", url, "TELEMETRY_SERVICE_URL", url);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            ASKED.add(exchange.getRequestURI().toString());
            String path = exchange.getRequestURI().getPath();
            String part = path.substring(path.lastIndexOf('/') + 1);
            int status = STATUS.getOrDefault(part, 200);
            String body =
                    status == 200
                            ? rows(part, exchange.getRequestURI().getQuery())
                            : "{\"code\":\"played_%d\"}".formatted(status);
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders()
                    .set(
                            "Content-Type",
                            status == 200 ? "application/json" : "application/problem+json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    /** As a service does it: newest first, behind the cursor, with a row's own cursor in it. */
    private static String rows(String part, String query) {
        int limit = Integer.parseInt(parameter(query, "limit", "50"));
        String cursor = parameter(query, "cursor", "");
        boolean isOdd = part.equals("alerting");
        var items = new JsonArray();
        String last = null;
        int all = ROWS.getOrDefault(part, 0);
        boolean behind = cursor.isEmpty();
        int at = 0;
        for (; at < all && items.size() < limit; at++) {
            Instant time = NEWEST.minusSeconds(2L * at + (isOdd ? 1 : 0));
            String own = new AuditFilter.Place(time, all - at).cursor();
            if (behind) {
                items.add(row(part, time, all - at, own));
                last = own;
            }
            behind |= own.equals(cursor);
        }
        return new JsonObject().put("items", items).put("next", at < all ? last : null).encode();
    }

    private static JsonObject row(String part, Instant time, int number, String cursor) {
        return new JsonObject()
                .put("id", part + "-" + number)
                .put("at", time.toString())
                .put("actor", "=somebody")
                .put("action", "added")
                .put("subject_type", "node")
                .put("subject_id", "a \"quoted\" id")
                .putNull("before")
                .put("after", new JsonObject().put("version", 1))
                .put("cursor", cursor);
    }

    private static String parameter(String query, String name, String otherwise) {
        for (String each : query.split("&", -1)) {
            if (each.startsWith(name + "=")) {
                return each.substring(name.length() + 1);
            }
        }
        return otherwise;
    }

    @Override
    public void stop() {
        server.stop(0);
    }
}
