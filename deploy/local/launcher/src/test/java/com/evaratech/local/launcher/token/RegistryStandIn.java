package com.evaratech.local.launcher.token;

import com.evaratech.local.launcher.home.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

/**
 * Plays the registry's lists and profiles over HTTP: pages of 200 items with a cursor, like the
 * real one.
 */
final class RegistryStandIn implements AutoCloseable {

    private static final int PAGE = 200;

    private final HttpServer server;
    private final Map<String, List<JsonNode>> lists = new ConcurrentHashMap<>();
    private final Map<String, String> profiles = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile boolean refusing;

    RegistryStandIn() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/v1/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    List<String> requests() {
        return requests;
    }

    String profile(UUID subject) {
        return String.valueOf(profiles.get(subject.toString()));
    }

    void refuseEverything() {
        refusing = true;
    }

    void addCommunities(int count, String slug) {
        IntStream.range(0, count)
                .forEach(i -> {
                    ObjectNode community =
                            Json.mapper().createObjectNode().put("slug", slug + "-" + i);
                    var _ = keep("/api/v1/communities", community);
                });
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        requests.add(exchange.getRequestMethod() + " " + path);
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (refusing) {
            send(exchange, 503, "busy");
            return;
        }
        String answer =
                switch (exchange.getRequestMethod()) {
                    case "POST" -> keep(path, (ObjectNode) Json.mapper().readTree(body)).toString();
                    case "PUT" -> keepProfile(path, body);
                    default -> page(path, exchange.getRequestURI().getQuery());
                };
        send(exchange, 200, answer);
    }

    private JsonNode keep(String path, ObjectNode item) {
        item.put("id", UUID.randomUUID().toString());
        lists.computeIfAbsent(path, _ -> new ArrayList<>()).add(item);
        return item;
    }

    private String keepProfile(String path, String body) {
        String subject = path.substring(path.lastIndexOf('/') + 1);
        profiles.put(subject, body);
        return Json.mapper().createObjectNode().put("subject", subject).toString();
    }

    private String page(String path, String query) {
        int from =
                query.contains("cursor=")
                        ? Integer.parseInt(query.replaceFirst(".*cursor=", ""))
                        : 0;
        List<JsonNode> all = lists.getOrDefault(path, List.of());
        int to = Math.min(all.size(), from + PAGE);
        ObjectNode page = Json.mapper().createObjectNode();
        ArrayNode items = page.putArray("items");
        all.subList(from, to).forEach(items::add);
        if (to < all.size()) {
            page.put("next", Integer.toString(to));
        }
        return page.toString();
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
