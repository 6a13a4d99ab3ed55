package com.evaratech.gateway.live;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.io.IOException;

/** A client that speaks WebSocket. */
final class WebSocketPeer implements Peer {

    // A buffer that is kept would be in the native image, which cannot have one.
    private static final String PING = "evara";

    private final ServerWebSocket socket;
    private final Runnable cut;
    private final FrameBudget budget;

    /**
     * A socket whose handshake is over.
     *
     * @param cut ends it without waiting for the other side
     */
    WebSocketPeer(ServerWebSocket socket, Runnable cut, FrameBudget budget) {
        this.socket = socket;
        this.cut = cut;
        this.budget = budget;
    }

    @Override
    public void open(LiveSession session) {
        socket.frameHandler(
                        frame -> {
                            if (!budget.take()) {
                                session.end(Ending.FLOOD);
                            }
                        })
                .textMessageHandler(session::take)
                .binaryMessageHandler(message -> session.end(Ending.NOT_TEXT))
                .pongHandler(pong -> session.heard())
                .exceptionHandler(failure -> {
                    // One that broke is closed as well, which is dealt with there.
                    if (!(failure instanceof IOException)) {
                        session.end(Ending.TOO_LARGE);
                    }
                })
                .closeHandler(closed -> session.closed());
    }

    @Override
    public Future<Void> write(String message) {
        return socket.writeTextMessage(message);
    }

    @Override
    public Future<Void> tellCursor(String cursor) {
        return socket.writeTextMessage(LiveMessages.cursor(cursor));
    }

    @Override
    public void ping(LiveSession session) {
        var _ = socket.writePing(Buffer.buffer(PING));
    }

    @Override
    public void close(Ending ending) {
        var _ = socket.close(ending.code(), ending.text());
    }

    @Override
    public void cut() {
        cut.run();
    }

    @Override
    public boolean isClosed() {
        return socket.isClosed();
    }
}
