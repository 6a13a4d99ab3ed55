package com.evaratech.gateway.live;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.inject.Singleton;

/** What the server says and bears in the WebSocket protocol. */
@Singleton
class LiveOptions implements HttpServerOptionsCustomizer {

    /** What is spoken on the connection. */
    static final String PROTOCOL = "evara.v1";

    /** In bytes; a thousand ids of nodes are 40 KB. */
    static final int LARGEST_MESSAGE = 64 << 10;

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        options.addWebSocketSubProtocol(PROTOCOL)
                .setMaxWebSocketFrameSize(LARGEST_MESSAGE)
                .setMaxWebSocketMessageSize(LARGEST_MESSAGE)
                // Lets through the bit that says that a message is packed, for Deflate to unpack.
                .setPerMessageWebSocketCompressionSupported(true)
                // Would let the event bus write to any connection.
                .setRegisterWebSocketWriteHandlers(false);
    }
}
