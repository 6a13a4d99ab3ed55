package com.evaratech.alert.trial;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.metric.Plausible;
import com.evaratech.common.reading.Reading;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Stands in for the exports of telemetry-service, with the readings that it is given. */
public final class HistoryServer implements AutoCloseable {

    private static final long FOR_EVER_SECONDS = 3_600;

    private final HttpServer server;
    private final Map<String, List<Reading>> readings = new ConcurrentHashMap<>();
    private final List<String> callers = new CopyOnWriteArrayList<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile Manner manner = Manner.ANSWERS;

    /** How it behaves. */
    public enum Manner {
        ANSWERS,
        REFUSES,
        /** Gives the first request what it asks for, and refuses the others. */
        ANSWERS_ONCE,
        /** Ends within a line. */
        BREAKS_OFF,
        /** Begins, and does not go on while the test runs. */
        STALLS
    }

    private HistoryServer(HttpServer server) {
        this.server = server;
    }

    /** Where the service under test asks. */
    public static HistoryServer open() throws IOException {
        var server =
                HttpServer.create(
                        new InetSocketAddress(
                                InetAddress.getLoopbackAddress(), TestHistoryPort.get()),
                        0);
        var history = new HistoryServer(server);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/api/v1/telemetry/export", history::answer);
        server.start();
        return history;
    }

    public void behave(Manner other) {
        manner = other;
    }

    /** What is known of a node, oldest first. */
    public void put(NodeEntry node, List<Reading> history) {
        readings.put(node.id().toString(), List.copyOf(history));
    }

    /** By what the callers were known. */
    public List<String> callers() {
        return List.copyOf(callers);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            callers.add(exchange.getRequestHeaders().getFirst("Authorization"));
            if (manner == Manner.REFUSES || (manner == Manner.ANSWERS_ONCE && callers.size() > 1)) {
                exchange.sendResponseHeaders(503, -1);
                return;
            }
            byte[] file = file(query(exchange.getRequestURI().getQuery())).getBytes(UTF_8);
            exchange.sendResponseHeaders(200, 0);
            var body = exchange.getResponseBody();
            boolean isWhole = manner == Manner.ANSWERS || manner == Manner.ANSWERS_ONCE;
            body.write(file, 0, isWhole ? file.length : file.length - 20);
            body.flush();
            if (manner == Manner.STALLS) {
                boolean _ = ended.await(FOR_EVER_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Map<String, String> query(String text) {
        Map<String, String> query = new HashMap<>();
        for (String each : text.split("&", -1)) {
            int equals = each.indexOf('=');
            query.put(each.substring(0, equals), each.substring(equals + 1));
        }
        return query;
    }

    private String file(Map<String, String> query) {
        List<String> codes = Arrays.asList(query.getOrDefault("metrics", "").split(",", -1));
        List<Metric> metrics =
                Arrays.stream(Metric.values())
                        .filter(metric -> codes.contains(metric.code()))
                        .toList();
        var from = Instant.parse(query.getOrDefault("from", ""));
        var to = Instant.parse(query.getOrDefault("to", ""));
        var file = new StringBuilder("node_id,recorded_at");
        metrics.forEach(metric -> file.append(',').append(metric.code()));
        file.append('\n');
        for (String id : query.getOrDefault("nodes", "").split(",", -1)) {
            for (Reading reading : readings.getOrDefault(id, List.of())) {
                if (!reading.recordedAt().isBefore(from) && reading.recordedAt().isBefore(to)) {
                    file.append(id).append(',').append(reading.recordedAt());
                    metrics.forEach(metric -> file.append(',').append(text(reading, metric)));
                    file.append('\n');
                }
            }
        }
        return file.toString();
    }

    private static String text(Reading reading, Metric metric) {
        if (!reading.has(metric)) {
            return "";
        }
        double value = reading.value(metric);
        return metric.plausible() instanceof Plausible.OneOf
                ? metric.word((int) value)
                : Double.toString(value);
    }

    @Override
    public void close() {
        ended.countDown();
        server.stop(0);
    }
}
