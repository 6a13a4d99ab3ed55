package com.evaratech.gateway.live;

import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.impl.HttpServerConnection;
import java.io.IOException;

/** A client that speaks WebSocket. */
final class WebSocketPeer implements Peer {

    // A buffer that is kept would be in the native image, which cannot have one.
    private static final String PING = "evara";

    private final ServerWebSocket socket;
    private final HttpServerConnection connection;
    private final boolean isPacked;
    private final FrameBudget budget;

    /**
     * A socket whose handshake is over.
     *
     * @param connection that it runs over
     * @param isPacked whether the client reads compressed messages
     */
    WebSocketPeer(
            ServerWebSocket socket,
            HttpServerConnection connection,
            boolean isPacked,
            FrameBudget budget) {
        this.socket = socket;
        this.connection = connection;
        this.isPacked = isPacked;
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

    /** Past the server's own way of writing, which would encode it for each client. */
    @Override
    public void write(Message message, Runnable gone) {
        byte[] frame = isPacked ? message.packedFrame() : message.frame();
        var _ =
                connection
                        .channelHandlerContext()
                        .write(Unpooled.wrappedBuffer(frame))
                        .addListener(written -> gone.run());
    }

    @Override
    public void flush() {
        var _ = connection.channelHandlerContext().flush();
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
        Wire.cut(connection);
    }

    @Override
    public boolean isClosed() {
        return socket.isClosed();
    }
}
