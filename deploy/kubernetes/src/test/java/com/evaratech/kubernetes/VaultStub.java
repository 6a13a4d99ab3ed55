package com.evaratech.kubernetes;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A Vault with one KV store, as its HTTP API is documented: versions, check-and-set, refusals, the
 * seal.
 */
final class VaultStub implements AutoCloseable {

    static final String TOKEN = "hvs.a-token_of-the.stub";

    private static final String MOUNTS = "/v1/sys/internal/ui/mounts/";

    private final String mount;
    private final int version;
    private final Map<String, List<JsonObject>> versions = new ConcurrentHashMap<>();
    private final HttpServer server;
    private volatile String sealedBefore = "";
    private volatile boolean sealed;

    private VaultStub(String mount, int version) throws IOException {
        this.mount = mount;
        this.version = version;
        this.server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    /**
     * One with a store.
     *
     * @param version of the store: 2 keeps versions
     */
    static VaultStub start(String mount, int version) throws IOException {
        return new VaultStub(mount, version);
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void seal() {
        sealed = true;
    }

    /** Seals it as soon as this is written. */
    void sealBefore(String name) {
        sealedBefore = name;
    }

    /** The newest of what is at a path, as a GET of {@code /v1/mount/data/path} shows it. */
    Map<String, String> read(String fromMount, String path) {
        return Json.map(get("/v1/%s/data/%s".formatted(fromMount, path)), "data.data");
    }

    int versionsOf(String path) {
        return versions.getOrDefault(key(path), List.of()).size();
    }

    private String key(String path) {
        return "/v1/%s/data/%s".formatted(mount, path);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String body =
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            if (path.equals(key(sealedBefore)) && exchange.getRequestMethod().equals("POST")) {
                seal();
            }
            if (sealed) {
                send(exchange, 503, errors("Vault is sealed"));
            } else if (!TOKEN.equals(exchange.getRequestHeaders().getFirst("X-Vault-Token"))) {
                send(exchange, 403, errors("permission denied"));
            } else if (path.startsWith(MOUNTS)) {
                sendMount(exchange, path.substring(MOUNTS.length()));
            } else if (exchange.getRequestMethod().equals("POST")) {
                write(exchange, path, JsonParser.parseString(body).getAsJsonObject());
            } else {
                JsonObject found = get(path);
                send(exchange, found.has("errors") ? 404 : 200, found);
            }
        }
    }

    /** What it does not have it does not tell from what the token may not see. */
    private void sendMount(HttpExchange exchange, String asked) throws IOException {
        if (!asked.equals(mount)) {
            send(exchange, 403, errors("preflight capability check returned 403"));
            return;
        }
        send(
                exchange,
                200,
                Map.of(
                        "data",
                        Map.of(
                                "type",
                                "kv",
                                "path",
                                mount + "/",
                                "options",
                                Map.of("version", Integer.toString(version)))));
    }

    private void write(HttpExchange exchange, String path, JsonObject body) throws IOException {
        if (!path.startsWith(key(""))) {
            send(exchange, 404, errors("no handler for route"));
            return;
        }
        List<JsonObject> kept = versions.computeIfAbsent(path, it -> new ArrayList<>());
        if (Json.has(body, "options.cas") && Json.number(body, "options.cas") != kept.size()) {
            send(
                    exchange,
                    400,
                    errors("check-and-set parameter did not match the current version"));
            return;
        }
        kept.add(Json.object(body, "data"));
        send(exchange, 200, Map.of("data", Map.of("version", kept.size(), "destroyed", false)));
    }

    private JsonObject get(String path) {
        List<JsonObject> kept = versions.getOrDefault(path, List.of());
        Object answer =
                kept.isEmpty()
                        ? Map.of("errors", List.of())
                        : Map.of(
                                "data",
                                Map.of(
                                        "data", kept.getLast(),
                                        "metadata", Map.of("version", kept.size())));
        return new Gson().toJsonTree(answer).getAsJsonObject();
    }

    private static Map<String, List<String>> errors(String sentence) {
        return Map.of("errors", List.of(sentence));
    }

    private static void send(HttpExchange exchange, int status, Object body) throws IOException {
        byte[] bytes = new Gson().toJson(body).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
