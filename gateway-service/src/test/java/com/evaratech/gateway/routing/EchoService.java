package com.evaratech.gateway.routing;

import com.evaratech.common.reading.Knock;
import com.evaratech.gateway.packing.Gzip;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * Plays a service: tells what it was asked, or behaves as the query's {@code do} says. It keeps no
 * state between requests but the counts of {@code do=flood}, {@code do=break} and {@code
 * do=refuse}, by how many connections it was knocked at, and how many bodies it reads now.
 */
final class EchoService implements AutoCloseable {

    /** What {@code do=flood} answers with, if anybody reads it. */
    static final long FLOOD_BYTES = 256L << 20;

    /** What {@code do=export} answers with. */
    static final long EXPORT_BYTES = 384L << 20;

    /** How {@code do=begin} begins, before it waits for ever. */
    static final String FIRST_LINE = "at,water_level_cm\r\n";

    // Nothing comes twice within what gzip looks back at.
    private static final byte[] LINES =
            new Random(7)
                    .longs(2_048)
                    .mapToObj("%016x,1,2,3,4,5,6\r\n"::formatted)
                    .collect(Collectors.joining())
                    .getBytes(StandardCharsets.US_ASCII);

    private static final String LONG_LIST =
            new JsonObject()
                    .put(
                            "items",
                            Collections.nCopies(500, new JsonObject().put("location_name", "Tank")))
                    .encode();

    private static final long OF_UNKNOWN_LENGTH = 0; // as this server is told of chunks

    private final String name;
    private final HttpServer server;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicLong floodedBytes = new AtomicLong();
    private final AtomicInteger broken = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger reading = new AtomicInteger();
    private final Set<InetSocketAddress> knockedFrom = ConcurrentHashMap.newKeySet();

    EchoService(String name) throws IOException {
        this.name = name;
        this.server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.createContext(Knock.PATH, this::hearKnock);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        try (exchange) {
            switch (query) {
                case "do=hang" -> hang();
                case "do=break" ->
                        broken.incrementAndGet(); // closing without an answer cuts the connection
                case "do=cut" -> cutAnswer(exchange);
                case "do=flood" -> flood(exchange, FLOOD_BYTES, FLOOD_BYTES, new byte[64 << 10]);
                case "do=export" ->
                        flood(exchange, OF_UNKNOWN_LENGTH, EXPORT_BYTES, new byte[64 << 10]);
                case "do=lines" -> lines(exchange);
                case "do=begin" -> begin(exchange);
                case "do=long", "q=long" -> answer(exchange, 200, "application/json", LONG_LIST);
                case "do=pdf" -> answer(exchange, 200, "application/pdf", LONG_LIST);
                case "do=tagged" -> tagged(exchange);
                case "do=packed" -> packed(exchange);
                case "do=flooded" -> answer(exchange, 200, "application/json", flooded());
                case "do=reading" -> answer(exchange, 200, "text/plain", reading.toString());
                case "do=knocks" -> answer(exchange, 200, "text/plain", "" + knockedFrom.size());
                case "do=broken" -> answer(exchange, 200, "text/plain", broken.toString());
                case "do=refused" -> answer(exchange, 200, "text/plain", refused.toString());
                case "do=refuse", "q=refuse" ->
                        answer(exchange, 409, "application/problem+json", refusal());
                case "do=nothing" -> exchange.sendResponseHeaders(204, -1);
                default -> echo(exchange);
            }
        }
    }

    private void hearKnock(HttpExchange exchange) throws IOException {
        try (exchange) {
            var _ = knockedFrom.add(exchange.getRemoteAddress());
            exchange.sendResponseHeaders(204, -1);
        }
    }

    private void hang() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void cutAnswer(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 1_000);
        exchange.getResponseBody().write(new byte[10]);
        exchange.getResponseBody().flush();
    }

    private void lines(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/csv; charset=utf-8");
        flood(exchange, OF_UNKNOWN_LENGTH, FLOOD_BYTES, LINES);
    }

    private void begin(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/csv; charset=utf-8");
        exchange.sendResponseHeaders(200, OF_UNKNOWN_LENGTH);
        exchange.getResponseBody().write(FIRST_LINE.getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
        hang();
    }

    private static void tagged(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("ETag", "\"7\"");
        answer(exchange, 200, "application/json", LONG_LIST);
    }

    private static void packed(HttpExchange exchange) throws IOException {
        byte[] body = Gzip.pack(Buffer.buffer(LONG_LIST)).getBytes();
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.getResponseHeaders().set("Content-Encoding", Gzip.NAME);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }

    private void flood(HttpExchange exchange, long length, long bytes, byte[] chunk)
            throws IOException {
        exchange.sendResponseHeaders(200, length);
        OutputStream body = exchange.getResponseBody();
        for (long sent = 0; sent < bytes; sent += chunk.length) {
            body.write(chunk);
            floodedBytes.addAndGet(chunk.length);
        }
    }

    private String flooded() {
        return new JsonObject().put("bytes", floodedBytes.get()).encode();
    }

    private String refusal() {
        refused.incrementAndGet();
        return new JsonObject().put("code", "node_key_taken").put("request_id", "its own").encode();
    }

    private void echo(HttpExchange exchange) throws IOException {
        MessageDigest digest = sha256();
        long bytes = 0;
        byte[] chunk = new byte[64 << 10];
        reading.incrementAndGet();
        try {
            for (int read; (read = exchange.getRequestBody().read(chunk)) > 0; bytes += read) {
                digest.update(chunk, 0, read);
            }
        } finally {
            reading.decrementAndGet();
        }
        JsonObject headers = new JsonObject();
        exchange.getRequestHeaders()
                .forEach((header, values) ->
                        headers.put(header.toLowerCase(Locale.ROOT), values.getFirst()));
        JsonObject told =
                new JsonObject()
                        .put("service", name)
                        .put("method", exchange.getRequestMethod())
                        .put("uri", exchange.getRequestURI().toString())
                        .put("headers", headers)
                        .put("bytes", bytes)
                        .put("sha256", HexFormat.of().formatHex(digest.digest()));
        exchange.getResponseHeaders().set("Server", "echo/1.0");
        exchange.getResponseHeaders().set("X-Powered-By", "curiosity");
        exchange.getResponseHeaders().set("X-Request-Id", "the-service-s-own");
        exchange.getResponseHeaders().set("Keep-Alive", "timeout=5");
        exchange.getResponseHeaders().set("ETag", "\"7\"");
        answer(exchange, 200, "application/json", told.encode());
    }

    private static void answer(HttpExchange exchange, int status, String type, String text)
            throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }
}
