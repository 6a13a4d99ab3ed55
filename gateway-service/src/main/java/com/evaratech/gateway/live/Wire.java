package com.evaratech.gateway.live;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;

/** What a connection runs over. */
final class Wire {

    private Wire() {}

    /**
     * Ends a connection without waiting for what was written and is not read. Closing the
     * connection or its channel would: the server puts its end behind all that waits.
     */
    static void cut(HttpConnection connection) {
        if (connection instanceof HttpServerConnection server) {
            var _ = server.channel().pipeline().firstContext().close();
        }
    }
}
