package com.evaratech.gateway.live;

import static org.awaitility.Awaitility.await;

import com.evaratech.gateway.routing.Gateway;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Somebody who listens, as a browser does. */
final class LiveClient implements WebSocket.Listener, AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(20); // the machine may be busy

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final List<JsonObject> messages = new CopyOnWriteArrayList<>();
    private final StringBuilder part = new StringBuilder();
    private final boolean reading;
    private volatile int closeCode;
    private @Nullable WebSocket socket;

    private LiveClient(boolean reading) {
        this.reading = reading;
    }

    /** Connects with the token among the subprotocols. */
    static LiveClient connect(String token) {
        return connectAt(LiveRoute.PATH, token);
    }

    /** Connects where a version of the API has it. */
    static LiveClient connectAt(String path, String token) {
        return connect(
                HTTP.newWebSocketBuilder().subprotocols("evara.v1", "bearer." + token), path, true);
    }

    /** Connects with the token in its header. */
    static LiveClient connectByHeader(String token) {
        return connect(
                HTTP.newWebSocketBuilder().header("Authorization", "Bearer " + token),
                LiveRoute.PATH,
                true);
    }

    /** Connects and reads nothing until {@link #readOn}. */
    static LiveClient connectWithoutReading(String token) {
        return connect(
                HTTP.newWebSocketBuilder().subprotocols("evara.v1", "bearer." + token),
                LiveRoute.PATH,
                false);
    }

    /** The status with which a connection is refused. */
    static int refusal(@Nullable String token, String query) {
        var builder = HTTP.newWebSocketBuilder();
        if (token != null) {
            builder = builder.subprotocols("evara.v1", "bearer." + token);
        }
        try (var _ = connect(builder, LiveRoute.PATH + query, true)) {
            throw new AssertionError("The connection was not refused");
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                return refused.getResponse().statusCode();
            }
            throw e;
        }
    }

    private static LiveClient connect(WebSocket.Builder builder, String path, boolean reading) {
        var client = new LiveClient(reading);
        var uri = URI.create("ws://127.0.0.1:" + Gateway.port() + path);
        client.socket = done(builder.buildAsync(uri, client));
        return client;
    }

    /** No other wait of this kind can be ended from outside. */
    private static WebSocket done(CompletableFuture<WebSocket> work) {
        return work.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    /** Says what it wants, and waits until that is understood. */
    LiveClient subscribe(Object what) {
        say(new JsonObject().put("subscribe", what).encode());
        return awaitMessage("subscribed");
    }

    LiveClient subscribeToNodes(List<String> ids) {
        return subscribe(Map.of("nodes", ids));
    }

    void say(String text) {
        var _ = done(socket().sendText(text, true));
    }

    void sayBytes() {
        var _ = done(socket().sendBinary(ByteBuffer.allocate(1), true));
    }

    void sayPing() {
        var _ = done(socket().sendPing(ByteBuffer.allocate(0)));
    }

    void readOn() {
        socket().request(Long.MAX_VALUE);
    }

    String protocol() {
        return socket().getSubprotocol();
    }

    List<JsonObject> messages() {
        return List.copyOf(messages);
    }

    List<JsonObject> readings() {
        return messages.stream().filter(isOfType("reading")).toList();
    }

    LiveClient awaitMessage(String type) {
        await().atMost(PATIENCE).until(() -> messages.stream().anyMatch(isOfType(type)));
        return this;
    }

    LiveClient awaitReadings(int count) {
        await().atMost(PATIENCE).until(() -> readings().size() >= count);
        return this;
    }

    void awaitClose(int code) {
        await().atMost(PATIENCE).until(() -> closeCode == code);
    }

    boolean isOpen() {
        return closeCode == 0;
    }

    private static Predicate<JsonObject> isOfType(String type) {
        return message -> type.equals(message.getString("type"));
    }

    private WebSocket socket() {
        if (socket == null) {
            throw new IllegalStateException("not connected");
        }
        return socket;
    }

    @Override
    public void onOpen(WebSocket opened) {
        if (reading) {
            opened.request(Long.MAX_VALUE);
        }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        part.append(data);
        if (last) {
            messages.add(new JsonObject(part.toString()));
            part.setLength(0);
        }
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closeCode = code;
        return null;
    }

    @Override
    public void close() {
        socket().abort();
    }
}
