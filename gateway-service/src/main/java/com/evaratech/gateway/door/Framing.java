package com.evaratech.gateway.door;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How requests are read out of the bytes of a connection: as the server does it, with its sizes,
 * but for a body of which two lengths are told.
 */
@Singleton
class Framing implements HttpServerOptionsCustomizer {

    // The server's own name for what reads messages.
    private static final String DECODER = "httpDecoder";

    private static final int FIRST_BEYOND_ASCII = 0x80;

    // Connections begin where there are no beans.
    private static volatile @Nullable HttpServerOptions current;

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        current = options;
    }

    /** Has a connection read strictly of which nothing has been read. */
    static void tighten(ChannelPipeline pipeline) {
        HttpServerOptions options = current;
        if (options != null && pipeline.get(DECODER) != null) {
            var _ = pipeline.replace(DECODER, DECODER, new Strict(options));
        }
    }

    /**
     * Whether a head that could be read is of a kind that the server behind does not see coming: of
     * another version it knows none, a host that is no ASCII it fails at, and both leave the
     * request without an answer. Of two hosts each server takes another one, and of HTTP/1.0 no
     * coding is known (RFC 9112 §3.2, §6.1).
     */
    static boolean isUnclear(HttpRequest head) {
        if (head.decoderResult().isFailure()) {
            // The server answers that itself.
            return false;
        }
        HttpVersion version = head.protocolVersion();
        boolean isOld = version.equals(HttpVersion.HTTP_1_0);
        List<String> hosts = head.headers().getAll(HttpHeaderNames.HOST);
        return !(isOld || version.equals(HttpVersion.HTTP_1_1))
                || (isOld && head.headers().contains(HttpHeaderNames.TRANSFER_ENCODING))
                || hosts.size() > 1
                || hosts.stream().anyMatch(Framing::isBeyondAscii);
    }

    private static boolean isBeyondAscii(String host) {
        return host.chars().anyMatch(each -> each >= FIRST_BEYOND_ASCII);
    }

    /**
     * Refuses {@code Content-Length} beside {@code chunked}. The server would drop the length, read
     * the chunks and go on with the connection, on which a proxy in front that believes the length
     * has put the next caller's request; nobody behind could see that there was one (RFC 9112
     * §6.1).
     */
    private static final class Strict extends VertxHttpRequestDecoder {

        Strict(HttpServerOptions options) {
            super(options);
        }

        @Override
        protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
            throw new IllegalArgumentException("Content-Length beside Transfer-Encoding");
        }
    }
}
