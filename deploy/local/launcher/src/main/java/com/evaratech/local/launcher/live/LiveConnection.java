package com.evaratech.local.launcher.live;

import com.evaratech.local.launcher.live.Heard.End;
import com.evaratech.local.launcher.live.Heard.Message;
import com.evaratech.local.launcher.live.Heard.Ping;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A connection for live updates; what comes waits for the one thread that reads it. */
final class LiveConnection implements AutoCloseable {

    private static final Duration LONGEST_HANDSHAKE = Duration.ofSeconds(15);
    private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(2);
    private static final String PROTOCOL = "evara.v1";

    // Who reads slower than this is let go by the gateway, which keeps 2,000 itself.
    private static final int MOST_WAITING = 1_000;

    private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
    private final WebSocket socket;

    private LiveConnection(WebSocket socket, Ear ear) {
        this.socket = socket;
        ear.connection = this;
    }

    /**
     * Connects and asks for the topics.
     *
     * @throws IOException when there is no connection; {@code WebSocketHandshakeException} when the
     *     gateway answered
     */
    static LiveConnection open(HttpClient http, String gateway, String token, Topics topics)
            throws IOException, InterruptedException {
        var ear = new Ear();
        WebSocket socket =
                await(
                        http.newWebSocketBuilder()
                                .header("Authorization", "Bearer " + token)
                                .subprotocols(PROTOCOL)
                                .connectTimeout(LONGEST_HANDSHAKE)
                                .buildAsync(address(gateway), ear),
                        LONGEST_HANDSHAKE);
        var connection = new LiveConnection(socket, ear);
        try {
            var _ = await(socket.sendText(topics.subscription(), true), LONGEST_HANDSHAKE);
        } catch (IOException e) {
            socket.abort();
            throw e;
        }
        socket.request(MOST_WAITING);
        return connection;
    }

    private static URI address(String gateway) {
        return URI.create(gateway.replaceFirst("^http", "ws") + "/api/v1/ws");
    }

    private static <T> T await(CompletionStage<T> stage, Duration longest)
            throws IOException, InterruptedException {
        try {
            return stage.toCompletableFuture().get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("no answer within " + longest.toSeconds() + " s", e);
        }
    }

    /** The next of what came; null when nothing did for that long. */
    @Nullable Heard next(Duration longest) throws InterruptedException {
        Heard next = heard.poll(longest.toMillis(), TimeUnit.MILLISECONDS);
        if (next != null) {
            socket.request(1);
        }
        return next;
    }

    /** Says goodbye, if anybody listens. */
    @Override
    public void close() {
        try {
            var _ = await(socket.sendClose(WebSocket.NORMAL_CLOSURE, ""), LONGEST_GOODBYE);
        } catch (IOException e) {
            // It was closed by the other side, or is broken.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        socket.abort();
    }

    /** Puts messages together and hands them over; called by one thread at a time. */
    private static final class Ear implements WebSocket.Listener {

        private final StringBuilder begun = new StringBuilder();
        private volatile @Nullable LiveConnection connection;

        /** Nothing is asked for before the connection is there. */
        @Override
        public void onOpen(WebSocket socket) {}

        @Override
        public @Nullable CompletionStage<?> onText(
                WebSocket socket, CharSequence part, boolean last) {
            begun.append(part);
            if (last) {
                tell(new Message(begun.toString()));
                begun.setLength(0);
            } else {
                socket.request(1);
            }
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onPing(WebSocket socket, ByteBuffer message) {
            tell(new Ping());
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            tell(new End(code, reason));
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            tell(End.broken(error));
        }

        private void tell(Heard what) {
            LiveConnection mine = connection;
            if (mine != null) {
                mine.heard.add(what);
            }
        }
    }
}
