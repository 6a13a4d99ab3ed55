package com.evaratech.gateway.door;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.core.impl.VertxBuilder;
import io.vertx.core.spi.VertxServiceProvider;

/**
 * Puts the watch into the server as it is built: the platform lets nobody see a connection before
 * its first request is whole. Found by its name under {@code META-INF/services}.
 */
@RegisterForReflection
public final class WatchedConnections implements VertxServiceProvider {

    @Override
    public void init(VertxBuilder builder) {
        var _ = builder.findTransport(new WatchedTransport());
    }
}
