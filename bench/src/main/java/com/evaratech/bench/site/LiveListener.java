package com.evaratech.bench.site;

import static java.util.stream.Collectors.joining;

import com.evaratech.bench.fleet.Fleet;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Somebody who has the dashboard open: a client of live updates of all nodes. */
public final class LiveListener implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 20;
    private static final String SUBSCRIBED = "{\"type\":\"subscribed\"}";

    private final HttpClient http = HttpClient.newHttpClient();
    private final CompletableFuture<Boolean> subscribed = new CompletableFuture<>();
    private final WebSocket socket;
    private volatile Heard heard = (message, nanos) -> {};
    private volatile @Nullable String ended;

    /** Somebody who notes what was heard. */
    @FunctionalInterface
    public interface Heard {
        /**
         * Takes a message.
         *
         * @param message as it came
         * @param nanos when it did, by the machine's running clock
         */
        void take(String message, long nanos);
    }

    /**
     * Connects, and returns when updates are sent.
     *
     * @param topics what is wanted of nodes: {@code readings}, {@code alerts}, {@code status}
     */
    public LiveListener(Fleet fleet, String token, List<String> topics)
            throws InterruptedException {
        URI address = URI.create(fleet.gateway().replace("http:", "ws:") + "/api/v1/ws");
        socket =
                http.newWebSocketBuilder()
                        .header("Authorization", "Bearer " + token)
                        .buildAsync(address, new Messages())
                        .join();
        String names = topics.stream().map("\"%s\""::formatted).collect(joining(","));
        var _ =
                socket.sendText("{\"subscribe\":\"all\",\"topics\":[%s]}".formatted(names), true)
                        .join();
        try {
            boolean _ = subscribed.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("live updates did not begin", e);
        }
    }

    /** Tells somebody else of messages from now on. */
    public void listen(Heard next) {
        heard = next;
    }

    /**
     * Returns while it listens.
     *
     * @throws IllegalStateException when its connection has ended: nothing more is heard
     */
    public void check() {
        String why = ended;
        if (why != null) {
            throw new IllegalStateException("live updates have ended: " + why);
        }
    }

    private void end(String why) {
        ended = why;
        boolean _ = subscribed.completeExceptionally(new IllegalStateException(why));
    }

    private void take(String message) {
        long now = System.nanoTime();
        if (message.equals(SUBSCRIBED)) {
            boolean _ = subscribed.complete(true);
        } else {
            heard.take(message, now);
        }
    }

    /** The text of a field that occurs once in a message, an instant or an id. */
    public static String field(String message, String name) {
        String before = "\"%s\":\"".formatted(name);
        int from = message.indexOf(before) + before.length();
        return message.substring(from, message.indexOf('"', from));
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

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
            end("closed with %d %s".formatted(status, reason));
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            end(error.toString());
        }
    }

    @Override
    public void close() {
        socket.abort();
        http.close();
    }
}
