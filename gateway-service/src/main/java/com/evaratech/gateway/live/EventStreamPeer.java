package com.evaratech.gateway.live;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.ext.web.RoutingContext;

/** A client that reads server-sent events (the HTML standard, section 9.2). */
final class EventStreamPeer implements Peer {

    static final String MEDIA_TYPE = "text/event-stream";

    private static final long RETRY_MILLIS = 3_000;

    private final HttpServerConnection connection;
    private final HttpServerResponse response;

    /** A request that passed the gate and was not answered yet. */
    EventStreamPeer(RoutingContext context) {
        this.connection = (HttpServerConnection) context.request().connection();
        this.response = context.response();
    }

    /** What a client is told before the first event, and who asks with HEAD is told alone. */
    static void answerHead(HttpServerResponse response) {
        var _ =
                response.putHeader(HttpHeaders.CONTENT_TYPE, MEDIA_TYPE)
                        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                        .putHeader(HttpHeaders.CONNECTION, "close")
                        // Proxies of this kind would keep events until there is a page of them.
                        .putHeader("X-Accel-Buffering", "no");
    }

    /**
     * The session is over when its connection is: that the last event was handed over does not say
     * that the client takes it.
     */
    @Override
    public void open(LiveSession session) {
        var _ = connection.channel().closeFuture().addListener(gone -> session.closed());
        answerHead(response.setChunked(true));
        var _ = response.write("retry: %d\n\n".formatted(RETRY_MILLIS));
    }

    @Override
    public void write(Message message, Runnable gone) {
        var _ = response.write(Buffer.buffer(message.event())).onComplete(written -> gone.run());
    }

    /** The server sends what is written. */
    @Override
    public void flush() {}

    /** Such a client says nothing; that the operating system takes more is all there is to know. */
    @Override
    public void ping(LiveSession session) {
        var _ = response.write(": ping\n\n").onSuccess(written -> session.heard());
    }

    @Override
    public void close(Ending ending) {
        var _ =
                response.end(Buffer.buffer(LiveMessages.end(ending).event()))
                        .onComplete(written -> cut());
    }

    @Override
    public void cut() {
        Wire.cut(connection);
    }

    @Override
    public boolean isClosed() {
        return response.ended() || response.closed();
    }
}
