package com.evaratech.bench.ingest;

import com.evaratech.bench.fleet.Fleet;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Somebody who has the dashboard open: a client of live updates, subscribed to everything. */
final class LiveListener implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 20;
    private static final String READING = "{\"type\":\"reading\"";
    private static final String SUBSCRIBED = "{\"type\":\"subscribed\"}";
    private static final String RECORDED = "\"recorded_at\":\"";

    private final HttpClient http = HttpClient.newHttpClient();
    private final CompletableFuture<Boolean> subscribed = new CompletableFuture<>();
    private final WebSocket socket;
    private volatile @Nullable Listening listening;

    /**
     * Whom to tell.
     *
     * @param due when the first reading is due, by the machine's running clock
     */
    private record Listening(Latencies latencies, long due) {}

    /** Connects, and returns when updates are sent. */
    LiveListener(Fleet fleet, String token) throws InterruptedException {
        URI address = URI.create(fleet.gateway().replace("http:", "ws:") + "/api/v1/ws");
        socket =
                http.newWebSocketBuilder()
                        .header("Authorization", "Bearer " + token)
                        .buildAsync(address, new Messages())
                        .join();
        var _ = socket.sendText("{\"subscribe\":\"all\"}", true).join();
        try {
            boolean _ = subscribed.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("live updates did not begin", e);
        }
    }

    /** Notes arrivals there from now on. */
    void listen(Latencies latencies, long due) {
        listening = new Listening(latencies, due);
    }

    private void take(String message) {
        long now = System.nanoTime();
        Listening current = listening;
        if (message.equals(SUBSCRIBED)) {
            boolean _ = subscribed.complete(true);
        } else if (current != null && message.startsWith(READING)) {
            int from = message.indexOf(RECORDED) + RECORDED.length();
            Instant recorded = Instant.parse(message.substring(from, message.indexOf('"', from)));
            int number = current.latencies().numberOf(recorded);
            long moment = current.due() + TimeUnit.MILLISECONDS.toNanos(number);
            current.latencies().arrived(number, now - moment);
        }
    }

    private final class Messages implements WebSocket.Listener {

        private final StringBuilder parts = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(
                WebSocket from, CharSequence text, boolean isLast) {
            parts.append(text);
            if (isLast) {
                take(parts.toString());
                parts.setLength(0);
            }
            from.request(1);
            return null;
        }
    }

    @Override
    public void close() {
        socket.abort();
        http.close();
    }
}
