package com.evaratech.gateway.live;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.compression.DecompressionException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionData;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionUtil;
import io.netty.handler.codec.http.websocketx.extensions.compression.PerMessageDeflateServerExtensionHandshaker;
import io.vertx.core.MultiMap;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.core.net.impl.VertxHandler;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Agrees with a client that messages are compressed, each by itself (RFC 7692 §7.1.1): a dictionary
 * that outlives its message takes a third of a megabyte a connection, and is another one for each.
 * It waits in the pipeline for the answer to the handshake; from then on what the client sends is
 * unpacked in its place, up to the size that a message may have. What is sent to clients is packed
 * by {@link Message}, once for all.
 */
final class Deflate extends ChannelDuplexHandler {

    private static final String NAME = "permessage-deflate";
    private static final String NO_CONTEXT_HERE = "server_no_context_takeover";
    private static final String NO_CONTEXT_THERE = "client_no_context_takeover";
    private static final String LARGEST_WINDOW_THERE = "client_max_window_bits";
    // A smaller window of ours is one thing that cannot be agreed on: others read the same bytes.
    private static final Set<String> AGREEABLE =
            Set.of(NO_CONTEXT_HERE, NO_CONTEXT_THERE, LARGEST_WINDOW_THERE);
    private static final String ANSWER = NAME + "; " + NO_CONTEXT_HERE + "; " + NO_CONTEXT_THERE;
    private static final int LARGEST_WINDOW = 15;

    private Deflate() {}

    /** Whether a client offers what can be agreed on; of several offers one suffices. */
    static boolean isOffered(MultiMap headers) {
        return headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS).stream()
                .flatMap(Deflate::offers)
                .anyMatch(Deflate::isAgreeable);
    }

    /** What cannot be read offers nothing. */
    private static Stream<WebSocketExtensionData> offers(String line) {
        try {
            return WebSocketExtensionUtil.extractExtensions(line).stream();
        } catch (IndexOutOfBoundsException e) {
            // The library's, of a semicolon with nothing before it.
            return Stream.empty();
        }
    }

    private static boolean isAgreeable(WebSocketExtensionData offer) {
        return NAME.equals(offer.name()) && AGREEABLE.containsAll(offer.parameters().keySet());
    }

    /**
     * Agrees, where a client offers it, with the handshake that comes next on its connection.
     *
     * @param headers of the request, on whose event loop this is
     * @return whether messages may be compressed from then on
     */
    static boolean agree(MultiMap headers, HttpServerConnection connection) {
        ChannelPipeline pipeline = connection.channel().pipeline();
        // There is none where the connection speaks another version of HTTP, which has no upgrade.
        @Nullable ChannelHandlerContext server = pipeline.context(VertxHandler.class);
        if (server == null || !isOffered(headers)) {
            return false;
        }
        var _ = pipeline.addBefore(server.name(), "deflate", new Deflate());
        return true;
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (message instanceof HttpResponse response) {
            if (response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS)) {
                var _ = response.headers().set(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS, ANSWER);
                var _ = ctx.pipeline().addBefore(ctx.name(), "inflate", inflater());
            } else {
                var _ = ctx.pipeline().remove(this);
            }
        }
        var _ = ctx.write(message, promise);
    }

    /** The server cuts a connection whose messages cannot be read; its client is told before. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof DecompressionException) {
            var _ =
                    ctx.writeAndFlush(
                            new CloseWebSocketFrame(WebSocketCloseStatus.MESSAGE_TOO_BIG));
        }
        var _ = ctx.fireExceptionCaught(cause);
    }

    private static ChannelHandler inflater() {
        var terms = Map.of(NO_CONTEXT_HERE, "", NO_CONTEXT_THERE, "");
        var agreed =
                new PerMessageDeflateServerExtensionHandshaker(
                                1, false, LARGEST_WINDOW, true, true, LiveOptions.LARGEST_MESSAGE)
                        .handshakeExtension(new WebSocketExtensionData(NAME, terms));
        return Objects.requireNonNull(agreed).newExtensionDecoder();
    }
}
