package com.evaratech.gateway.live;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.inject.Singleton;

/** What the server says and bears in the WebSocket protocol. */
@Singleton
class LiveOptions implements HttpServerOptionsCustomizer {

    /** What is spoken on the connection. */
    static final String PROTOCOL = "evara.v1";

    // A thousand ids of nodes are 40 KB.
    private static final int LARGEST_MESSAGE = 64 << 10;

    // Most messages are 200 bytes: more effort finds no more in them.
    private static final int FASTEST = 1;

    private final LiveConfig config;

    LiveOptions(LiveConfig config) {
        this.config = config;
    }

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        options.addWebSocketSubProtocol(PROTOCOL)
                .setMaxWebSocketFrameSize(LARGEST_MESSAGE)
                .setMaxWebSocketMessageSize(LARGEST_MESSAGE)
                // Each message stands alone: a connection that stands still keeps no dictionary.
                .setPerMessageWebSocketCompressionSupported(config.deflate())
                .setPerFrameWebSocketCompressionSupported(false)
                .setWebSocketAllowServerNoContext(true)
                .setWebSocketPreferredClientNoContext(true)
                .setWebSocketCompressionLevel(FASTEST)
                // Would let the event bus write to any connection.
                .setRegisterWebSocketWriteHandlers(false);
    }
}
