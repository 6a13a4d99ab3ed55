package com.evaratech.alert.deliveries;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Somebody's system that alerts are told to. Answers 204 unless it is told otherwise. */
public final class Receiver implements AutoCloseable {

    private static final Duration LATE_BY = Duration.ofMillis(500);
    private static final Duration FOR_EVER = Duration.ofHours(1);

    private final HttpServer server;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Queue<Manner> first = new ConcurrentLinkedQueue<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile Manner manner = Manner.TAKES;

    /** How it behaves. */
    public enum Manner {
        TAKES,
        FAILS,
        /** Takes its time, half a second. */
        LATE,
        /** Takes the request, and says so in an answer that does not end while the test runs. */
        TRICKLES,
        /** Takes the request, and dies before it answers. */
        DIES,
        /** Takes the request, and does not answer while the test runs. */
        STALLS
    }

    /** What came, in the order in which it came. */
    public record Request(
            String delivery, String signature, String body, @Nullable String authorization) {}

    private Receiver(HttpServer server) {
        this.server = server;
    }

    /** One at a port of its own. */
    public static Receiver open() throws IOException {
        var server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var receiver = new Receiver(server);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", receiver::take);
        server.start();
        return receiver;
    }

    public String url() {
        return "http://127.0.0.1:%d/alerts".formatted(server.getAddress().getPort());
    }

    public void behave(Manner how) {
        manner = how;
    }

    /** How it treats the next requests, one after the other, before it behaves as it does. */
    public void behaveFirst(Manner... each) {
        first.addAll(List.of(each));
    }

    public List<Request> requests() {
        return requests;
    }

    private void take(HttpExchange exchange) throws IOException {
        var headers = exchange.getRequestHeaders();
        requests.add(
                new Request(
                        headers.getFirst("Evara-Delivery"),
                        headers.getFirst("Evara-Signature"),
                        new String(
                                exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
                        headers.getFirst("Authorization")));
        Manner next = first.poll();
        switch (next == null ? manner : next) {
            case TAKES -> exchange.sendResponseHeaders(204, -1);
            case FAILS -> exchange.sendResponseHeaders(500, -1);
            case LATE -> {
                hold(LATE_BY);
                exchange.sendResponseHeaders(204, -1);
            }
            case TRICKLES -> {
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().write(' ');
                exchange.getResponseBody().flush();
                hold(FOR_EVER);
            }
            case DIES -> {}
            case STALLS -> hold(FOR_EVER);
        }
        exchange.close();
    }

    private void hold(Duration longest) {
        try {
            boolean _ = ended.await(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        ended.countDown();
        server.stop(0);
    }
}
