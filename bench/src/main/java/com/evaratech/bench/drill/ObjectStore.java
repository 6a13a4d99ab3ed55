package com.evaratech.bench.drill;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * A bucket by the protocol of S3, as far as the backup scripts speak it, on this machine: objects
 * are put, fetched, listed in small pages and removed. As strict as the real one where it guards
 * something: a wrong signature or a body with another sum is refused.
 */
final class ObjectStore implements AutoCloseable {

    static final String BUCKET = "drill";
    static final String KEY_ID = "DRILLKEY";

    /** Small, so that listings of more than one page are nothing rare. */
    private static final int PAGE = 20;

    private static final int OK = 200;
    private static final int NO_CONTENT = 204;
    private static final int BAD_REQUEST = 400;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    private final Path directory;
    private final String secret;
    private final HttpServer server;
    private volatile boolean removable = true;

    private ObjectStore(Path directory, String secret, HttpServer server) {
        this.directory = directory;
        this.secret = secret;
        this.server = server;
    }

    /** Starts on a free port, with its objects in a directory of its own. */
    static ObjectStore start(Path directory, String secret) throws IOException {
        Files.createDirectories(directory);
        var server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var store = new ObjectStore(directory, secret, server);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        var _ = server.createContext("/" + BUCKET, store::handle);
        server.start();
        return store;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The file of an object, to look into or to damage. */
    Path file(String key) {
        return directory.resolve(key);
    }

    /** All keys that begin so, in order. */
    List<String> keys(String prefix) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> directory.relativize(file).toString())
                    .filter(key -> key.startsWith(prefix) && !key.endsWith(".arriving"))
                    .sorted()
                    .toList();
        }
    }

    /** From now on the key has no right to remove anything, as with an object lock. */
    void refuseRemoval() {
        removable = false;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var refusal = new SignedRequest(exchange).refusal(KEY_ID, secret);
            if (refusal.isPresent()) {
                answer(exchange, FORBIDDEN, error(refusal.get()));
                return;
            }
            String path = exchange.getRequestURI().getPath().substring(1 + BUCKET.length());
            String key = path.isEmpty() ? "" : path.substring(1);
            if (Arrays.asList(key.split("/", -1)).contains("..")) {
                answer(exchange, BAD_REQUEST, error("InvalidURI"));
                return;
            }
            switch (exchange.getRequestMethod()) {
                case "PUT" -> put(exchange, directory.resolve(key));
                case "DELETE" -> remove(exchange, directory.resolve(key));
                case "GET" -> {
                    if (key.isEmpty()) {
                        list(exchange);
                    } else {
                        get(exchange, directory.resolve(key));
                    }
                }
                default -> answer(exchange, BAD_REQUEST, error("NotImplemented"));
            }
        }
    }

    private void put(HttpExchange exchange, Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Path arriving = Files.createTempFile(file.getParent(), "", ".arriving");
        var digest = SignedRequest.digest();
        try (var body = new DigestInputStream(exchange.getRequestBody(), digest)) {
            Files.copy(body, arriving, StandardCopyOption.REPLACE_EXISTING);
        }
        String sum = SignedRequest.hex(digest.digest());
        if (sum.equals(exchange.getRequestHeaders().getFirst(SignedRequest.SUM))) {
            Files.move(arriving, file, StandardCopyOption.REPLACE_EXISTING);
            exchange.sendResponseHeaders(OK, -1);
        } else {
            Files.delete(arriving);
            answer(exchange, BAD_REQUEST, error("XAmzContentSHA256Mismatch"));
        }
    }

    private void remove(HttpExchange exchange, Path file) throws IOException {
        if (removable) {
            Files.deleteIfExists(file);
            exchange.sendResponseHeaders(NO_CONTENT, -1);
        } else {
            answer(exchange, FORBIDDEN, error("AccessDenied"));
        }
    }

    private static void get(HttpExchange exchange, Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            answer(exchange, NOT_FOUND, error("NoSuchKey"));
            return;
        }
        long size = Files.size(file);
        exchange.sendResponseHeaders(OK, size == 0 ? -1 : size);
        var _ = Files.copy(file, exchange.getResponseBody());
    }

    /** One page; the token of the next is the last key of this one. */
    private void list(HttpExchange exchange) throws IOException {
        Map<String, String> asked = parameters(exchange.getRequestURI().getRawQuery());
        String after =
                new String(
                        Base64.getDecoder().decode(asked.getOrDefault("continuation-token", "")),
                        StandardCharsets.UTF_8);
        List<String> rest =
                keys(asked.getOrDefault("prefix", "")).stream()
                        .filter(key -> key.compareTo(after) > 0)
                        .toList();
        List<String> page = rest.subList(0, Math.min(PAGE, rest.size()));
        var xml = new StringBuilder("<ListBucketResult>");
        for (String key : page) {
            xml.append("<Contents><Key>").append(key).append("</Key></Contents>");
        }
        if (page.size() < rest.size()) {
            byte[] last = page.getLast().getBytes(StandardCharsets.UTF_8);
            xml.append("<NextContinuationToken>")
                    .append(Base64.getEncoder().encodeToString(last))
                    .append("</NextContinuationToken>");
        }
        answer(exchange, OK, xml.append("</ListBucketResult>").toString());
    }

    private static Map<String, String> parameters(String query) {
        var parameters = new HashMap<String, String>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            parameters.put(
                    pair.substring(0, equals),
                    URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return parameters;
    }

    private static String error(String code) {
        return "<Error><Code>%s</Code></Error>".formatted(code);
    }

    private static void answer(HttpExchange exchange, int status, String xml) throws IOException {
        byte[] body = xml.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
