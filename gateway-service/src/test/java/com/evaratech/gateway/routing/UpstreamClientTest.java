package com.evaratech.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoop;
import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.net.impl.ConnectionBase;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UpstreamClientTest {

    private static final int LOOPS = 4;
    private static final int PATIENCE_SECONDS = 60;

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(LOOPS));

    @AfterEach
    void stop() throws Exception {
        var _ = value(vertx.close());
    }

    @Test
    void shouldKeepEachRequestOnTheEventLoopOfItsCaller() throws Exception {
        Upstream service = service();
        var client =
                new UpstreamClient(
                        vertx,
                        new Config(2 * LOOPS, LOOPS),
                        new RoutingMetrics(new SimpleMeterRegistry()));
        List<ContextInternal> callers =
                Stream.generate(((VertxInternal) vertx)::createEventLoopContext)
                        .limit(LOOPS)
                        .toList();

        // One after the other, so that each could be lent the connection of the one before.
        for (ContextInternal caller : callers) {
            assertThat(loopOfConnection(client, service, caller)).isSameAs(caller.nettyEventLoop());
        }
    }

    @Test
    void shouldRefuseAtOnceWhomTooManyWaitBefore() throws Exception {
        Upstream service = service();
        var client =
                new UpstreamClient(
                        vertx, new Config(1, 1), new RoutingMetrics(new SimpleMeterRegistry()));
        ContextInternal caller = ((VertxInternal) vertx).createEventLoopContext();

        Future<HttpClientRequest> first = open(client, service, caller);
        var _ = value(first);
        Future<HttpClientRequest> second = open(client, service, caller);
        Future<HttpClientRequest> third = open(client, service, caller);

        assertThatThrownBy(() -> value(third))
                .hasCauseInstanceOf(ConnectionPoolTooBusyException.class);
        assertThat(second.isComplete()).isFalse();
        var _ = value(first.result().send().compose(HttpClientResponse::body));
        assertThat(value(second)).isNotNull();
    }

    @Test
    void shouldSpareCallersTheWaitForAHostThatDropsPackets() throws Exception {
        try (var silent = new SilentHost()) {
            var service = new Upstream("node-service", "127.0.0.1", silent.port(), false);
            var client =
                    new UpstreamClient(
                            vertx,
                            new Config(8, 8, Duration.ofSeconds(2)),
                            new RoutingMetrics(new SimpleMeterRegistry()));
            ContextInternal caller = ((VertxInternal) vertx).createEventLoopContext();
            List<Future<HttpClientRequest>> waiting =
                    Stream.generate(() -> open(client, service, caller)).limit(5).toList();
            waiting.forEach(each ->
                    assertThatThrownBy(() -> value(each))
                            .hasCauseInstanceOf(ConnectTimeoutException.class));

            assertThatThrownBy(() -> value(open(client, service, caller)))
                    .hasMessageContaining("no connection lately");
        }
    }

    /** Listens, and takes no connection: its queue is full, so that the kernel drops what comes. */
    private static final class SilentHost implements AutoCloseable {

        private static final int MOST = 64;

        private final ServerSocket socket =
                new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        private final List<Socket> queue = new ArrayList<>();

        SilentHost() throws IOException {
            boolean full = false;
            while (!full && queue.size() < MOST) {
                var each = new Socket();
                queue.add(each);
                try {
                    each.connect(socket.getLocalSocketAddress(), 300);
                } catch (SocketTimeoutException e) {
                    full = true;
                }
            }
            assertThat(full).isTrue();
        }

        int port() {
            return socket.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            for (Socket each : queue) {
                each.close();
            }
            socket.close();
        }
    }

    private static Future<HttpClientRequest> open(
            UpstreamClient client, Upstream service, ContextInternal caller) {
        Promise<HttpClientRequest> opened = Promise.promise();
        caller.runOnContext(now -> client.open(service, HttpMethod.GET, "/").onComplete(opened));
        return opened.future();
    }

    private Upstream service() throws Exception {
        var server =
                vertx.createHttpServer()
                        .requestHandler(request -> {
                            var _ = request.response().end("here");
                        });
        int port = value(server.listen(0, "127.0.0.1")).actualPort();
        return new Upstream("node-service", "127.0.0.1", port, false);
    }

    private static EventLoop loopOfConnection(
            UpstreamClient client, Upstream service, ContextInternal caller) throws Exception {
        var seen = new CompletableFuture<EventLoop>();
        caller.runOnContext(now -> {
            var _ =
                    client.open(service, HttpMethod.GET, "/")
                            .compose(request -> {
                                var connection = (ConnectionBase) request.connection();
                                return request.send()
                                        .compose(HttpClientResponse::body)
                                        .map(body -> connection.getContext().nettyEventLoop());
                            })
                            .onSuccess(seen::complete)
                            .onFailure(seen::completeExceptionally);
        });
        return seen.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private static <T> T value(Future<T> future) throws Exception {
        return future.toCompletionStage()
                .toCompletableFuture()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private record Config(int connections, int waiting, Duration connectTimeout)
            implements RoutingConfig {

        Config(int connections, int waiting) {
            this(connections, waiting, Duration.ofSeconds(PATIENCE_SECONDS));
        }

        @Override
        public Map<String, String> upstreams() {
            return Map.of();
        }

        @Override
        public Optional<List<String>> trustedProxies() {
            return Optional.empty();
        }

        @Override
        public Duration responseTimeout() {
            return Duration.ofSeconds(PATIENCE_SECONDS);
        }

        @Override
        public Duration viewTimeout() {
            return Duration.ofSeconds(PATIENCE_SECONDS);
        }

        @Override
        public Duration idleTimeout() {
            return Duration.ofSeconds(PATIENCE_SECONDS);
        }

        @Override
        public MemorySize bodyLimit() {
            return new MemorySize(BigInteger.TEN);
        }
    }
}
