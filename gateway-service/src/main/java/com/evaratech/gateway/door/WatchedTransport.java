package com.evaratech.gateway.door;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.vertx.core.impl.transports.JDKTransport;
import io.vertx.core.net.NetServerOptions;

/** Has every connection watched that a server of this process accepts: all of them speak HTTP. */
final class WatchedTransport extends JDKTransport {

    @Override
    public void configure(
            NetServerOptions options, boolean domainSocket, ServerBootstrap bootstrap) {
        super.configure(options, domainSocket, bootstrap);
        var _ = bootstrap.handler(new Accepted());
    }

    /** Sees a connection before anybody else, when nothing has been read from it. */
    @Sharable
    private static final class Accepted extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext server, Object accepted) {
            if (accepted instanceof Channel connection) {
                SlowCallers.current().ifPresent(patience -> watch(connection, patience));
            }
            var _ = server.fireChannelRead(accepted);
        }

        private static void watch(Channel connection, SlowCallers patience) {
            var _ = connection.pipeline().addFirst(new CallerWatch(patience));
        }
    }
}
