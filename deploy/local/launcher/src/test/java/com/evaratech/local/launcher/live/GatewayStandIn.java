package com.evaratech.local.launcher.live;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Speaks the gateway's side of live updates as a test wants it, one connection after another. */
final class GatewayStandIn implements AutoCloseable {

    static final String SUBSCRIBED = "{\"type\":\"subscribed\"}";

    private static final short NORMAL = 1000;

    private final Vertx vertx = Vertx.vertx();
    private final Queue<Script> scripts = new ConcurrentLinkedQueue<>();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final AtomicInteger goodbyes = new AtomicInteger();
    private final int port;
    private volatile String authorization = "";
    private volatile @Nullable Refused refused;
    private @Nullable Script open;

    private record Refused(int status, String body) {}

    /** What is said on one connection, and how it ends. */
    private static final class Script {
        private final List<String> messages = new ArrayList<>();
        private int code;
        private String reason = "";
    }

    GatewayStandIn() {
        HttpServer server =
                vertx.createHttpServer(new HttpServerOptions().addWebSocketSubProtocol("evara.v1"))
                        .requestHandler(this::take)
                        .listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join();
        port = server.actualPort();
    }

    String address() {
        return "http://127.0.0.1:" + port;
    }

    /** Adds messages to the connection that is described. */
    void says(String... messages) {
        script().messages.addAll(List.of(messages));
    }

    /** Ends the connection that is described; what follows is about the next one. */
    void endsWith(int code, String reason) {
        Script script = script();
        script.code = code;
        script.reason = reason;
        open = null;
    }

    /** Lets nobody in. */
    void refuses(int status, String body) {
        refused = new Refused(status, body);
    }

    List<String> heard() {
        return heard;
    }

    String authorization() {
        return authorization;
    }

    /** Connections that the client has ended in order. */
    int goodbyes() {
        return goodbyes.get();
    }

    private Script script() {
        Script script = open;
        if (script == null) {
            script = new Script();
            scripts.add(script);
            open = script;
        }
        return script;
    }

    private void take(HttpServerRequest request) {
        Refused no = refused;
        if (no != null) {
            var _ = request.response().setStatusCode(no.status()).end(no.body());
            return;
        }
        if (!request.path().equals("/api/v1/ws")) {
            var _ = request.response().setStatusCode(404).end();
            return;
        }
        String said = request.getHeader("Authorization");
        authorization = said == null ? "" : said;
        var _ = request.toWebSocket().onSuccess(this::serve);
    }

    private void serve(ServerWebSocket socket) {
        var _ =
                socket.closeHandler(closed -> {
                    if (socket.closeStatusCode() != null && socket.closeStatusCode() == NORMAL) {
                        goodbyes.incrementAndGet();
                    }
                });
        var _ =
                socket.textMessageHandler(message -> {
                    heard.add(message);
                    var _ = socket.writeTextMessage(SUBSCRIBED);
                    Script script = scripts.poll();
                    if (script != null) {
                        script.messages.forEach(each -> {
                            var _ = socket.writeTextMessage(each);
                        });
                        if (script.code != 0) {
                            var _ = socket.close((short) script.code, script.reason);
                        }
                    }
                });
    }

    @Override
    public void close() {
        var _ = vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
