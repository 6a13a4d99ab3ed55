package com.evaratech.gateway.routing;

import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.impl.VertxInternal;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Opens requests to services over kept connections, one pool for each service and event loop. A
 * pool that all loops share lends whatever connection answered last, which as a rule is another
 * loop's: each part of the request and of its answer would be handed from one to the other.
 */
@Singleton
class UpstreamClient {

    // Shorter than any server's own patience, so that a kept connection is not used while the other
    // side is closing it.
    private static final int KEEP_ALIVE_SECONDS = 15;

    private static final int LEAST_SHARE = 16;

    // Of the time for a connection, what its making may take: who drops packets must be told from
    // a service whose connections are all in use, which says nothing of the network.
    private static final double SHARE_OF_MAKING = 0.75;

    private final VertxInternal vertx;
    private final Map<EventExecutor, HttpClient> clients = new HashMap<>();
    private final long connectTimeoutMillis;
    private final RoutingMetrics metrics;
    private final Map<String, Breaker> breakers = new ConcurrentHashMap<>();

    UpstreamClient(Vertx vertx, RoutingConfig config, RoutingMetrics metrics) {
        this.vertx = (VertxInternal) vertx;
        this.metrics = metrics;
        this.connectTimeoutMillis = config.connectTimeout().toMillis();
        Set<EventExecutor> loops = new HashSet<>();
        this.vertx.getEventLoopGroup().forEach(loops::add);
        HttpClientOptions options =
                new HttpClientOptions()
                        .setConnectTimeout((int) (connectTimeoutMillis * SHARE_OF_MAKING))
                        .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                        .setIdleTimeout((int) config.idleTimeout().toMillis());
        // The pool's own options: of the client's it takes nothing once it has some.
        var pool =
                new PoolOptions()
                        .setHttp1MaxSize(share(config.connections(), loops.size()))
                        .setMaxWaitQueueSize(share(config.waiting(), loops.size()));
        loops.forEach(loop -> clients.put(loop, vertx.createHttpClient(options, pool)));
    }

    /** Never so little that a few slow answers stand in the way of all that a loop serves. */
    private static int share(int all, int loops) {
        return Math.min(all, Math.max(LEAST_SHARE, Math.ceilDiv(all, loops)));
    }

    /**
     * A request on a connection; fails when there is none in time, or lately was none for anybody.
     */
    Future<HttpClientRequest> open(Upstream upstream, HttpMethod method, String uri) {
        Breaker breaker = breakers.computeIfAbsent(upstream.service(), this::breaker);
        if (!breaker.admits()) {
            return Future.failedFuture("no connection lately");
        }
        return connect(upstream, method, uri)
                .onSuccess(connected -> breaker.succeeded())
                .onFailure(cause -> {
                    if (cause instanceof IOException) {
                        breaker.failed();
                    } else {
                        // Too many wait for a connection: that there is a service is known.
                        breaker.gaveUp();
                    }
                });
    }

    private Breaker breaker(String service) {
        var breaker = new Breaker(System::nanoTime);
        metrics.watch(service, breaker);
        return breaker;
    }

    private Future<HttpClientRequest> connect(Upstream upstream, HttpMethod method, String uri) {
        return client().request(
                        new RequestOptions()
                                .setMethod(method)
                                .setURI(uri)
                                .setHost(upstream.host())
                                .setPort(upstream.port())
                                .setSsl(upstream.encrypted())
                                .setConnectTimeout(connectTimeoutMillis));
    }

    /** That of the caller's event loop, or of the one that answers who is on none. */
    private HttpClient client() {
        return Objects.requireNonNull(clients.get(vertx.getOrCreateContext().nettyEventLoop()));
    }

    /** A request is sent to it a second time. */
    void countRepeated(Upstream upstream) {
        metrics.repeated(upstream.service());
    }

    @PreDestroy
    void close() {
        // Nothing is left to wait for: the server has finished its requests before beans go.
        clients.values().forEach(client -> client.close(closed -> {}));
    }
}
