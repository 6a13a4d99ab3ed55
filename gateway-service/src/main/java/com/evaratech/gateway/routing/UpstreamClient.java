package com.evaratech.gateway.routing;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Opens requests to services over kept connections, one pool a service. */
@Singleton
class UpstreamClient {

    // Shorter than any server's own patience, so that a kept connection is not used while the other
    // side is closing it.
    private static final int KEEP_ALIVE_SECONDS = 15;

    private final HttpClient client;
    private final long connectTimeoutMillis;
    private final RoutingMetrics metrics;
    private final Map<String, Breaker> breakers = new ConcurrentHashMap<>();

    UpstreamClient(Vertx vertx, RoutingConfig config, RoutingMetrics metrics) {
        this.metrics = metrics;
        this.connectTimeoutMillis = config.connectTimeout().toMillis();
        HttpClientOptions options =
                new HttpClientOptions()
                        .setConnectTimeout((int) connectTimeoutMillis)
                        .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                        .setIdleTimeout((int) config.idleTimeout().toMillis())
                        .setMaxWaitQueueSize(config.waiting());
        this.client =
                vertx.createHttpClient(
                        options, new PoolOptions().setHttp1MaxSize(config.connections()));
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
        return client.request(
                new RequestOptions()
                        .setMethod(method)
                        .setURI(uri)
                        .setHost(upstream.host())
                        .setPort(upstream.port())
                        .setSsl(upstream.encrypted())
                        .setConnectTimeout(connectTimeoutMillis));
    }

    /** A request is sent to it a second time. */
    void countRepeated(Upstream upstream) {
        metrics.repeated(upstream.service());
    }

    @PreDestroy
    void close() {
        // Nothing is left to wait for: the server has finished its requests before beans go.
        client.close(closed -> {});
    }
}
