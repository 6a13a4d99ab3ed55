package com.evaratech.bench.alerts.faults;

import com.evaratech.common.alerting.AlertEvent;
import com.evaratech.common.alerting.AlertFacts;
import com.evaratech.common.alerting.AlertJson;
import com.evaratech.local.process.LoopbackPorts;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;

/** Somebody's system that is told of alerts, and takes everything at once. */
final class Inbox implements AutoCloseable {

    private static final int TAKEN = 204;

    private final HttpServer server;
    private final List<Told> told = Collections.synchronizedList(new ArrayList<>());

    /**
     * What came.
     *
     * @param delivery the same when it comes again
     */
    record Told(UUID delivery, AlertEvent.Type type, AlertFacts alert) {}

    Inbox() throws IOException {
        server = HttpServer.create(LoopbackPorts.address(0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::take);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:%d/".formatted(server.getAddress().getPort());
    }

    private void take(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String delivery = exchange.getRequestHeaders().getFirst("Evara-Delivery");
        told.add(new Told(UUID.fromString(delivery), AlertJson.type(body), AlertJson.alert(body)));
        exchange.sendResponseHeaders(TAKEN, -1);
        exchange.close();
    }

    /** How many requests came. */
    int requests() {
        return told.size();
    }

    /** What came, each once, in the order in which it came first. */
    List<Told> told() {
        Set<UUID> seen = new HashSet<>();
        synchronized (told) {
            return told.stream().filter(each -> seen.add(each.delivery())).toList();
        }
    }

    /** Of how many alerts the end came before the beginning. */
    int disordered() {
        Set<UUID> begun = new HashSet<>();
        int disordered = 0;
        for (Told each : told()) {
            if (each.type() == AlertEvent.Type.OPENED) {
                begun.add(each.alert().alertId());
            } else if (!begun.contains(each.alert().alertId())) {
                disordered++;
            }
        }
        return disordered;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
