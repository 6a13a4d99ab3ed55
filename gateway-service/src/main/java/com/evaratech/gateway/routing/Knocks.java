package com.evaratech.gateway.routing;

import com.evaratech.common.access.RouteMatrix;
import com.evaratech.common.directory.Directory;
import com.evaratech.common.reading.Knock;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.tracing.TracingPolicy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/**
 * Knocks at telemetry-service as long as devices' readings would be passed on to it. Without
 * anybody's knocks it takes no silence for that of devices.
 */
@Singleton
class Knocks {

    private static final Logger LOG = Logger.getLogger(Knocks.class);

    private static final String SERVICE = "telemetry-service";

    private final Vertx vertx;
    private final Directory directory;
    private final RequestOptions knock;
    private final HttpClient client;
    private long timer;

    Knocks(Vertx vertx, RoutingConfig config, RouteMatrix matrix, Directory directory) {
        this.vertx = vertx;
        this.directory = directory;
        Upstream upstream = new Upstreams(config.upstreams(), matrix).named(SERVICE);
        this.knock =
                new RequestOptions()
                        .setMethod(HttpMethod.POST)
                        .setURI(Knock.PATH)
                        .setHost(upstream.host())
                        .setPort(upstream.port())
                        .setSsl(upstream.encrypted())
                        // What takes longer is of no use any more.
                        .setTimeout(Knock.COUNTS_FOR.toMillis());
        this.client =
                vertx.createHttpClient(
                        new HttpClientOptions()
                                // Each by a connection of its own: it shows that one can be made,
                                // and finds another replica than the one before.
                                .setKeepAlive(false)
                                // Attempts that nobody answers hold none of the next ones up.
                                .setConnectTimeout((int) Knock.COUNTS_FOR.toMillis())
                                .setTracingPolicy(TracingPolicy.IGNORE));
    }

    void start(@Observes StartupEvent event) {
        timer = vertx.setPeriodic(Knock.EVERY.toMillis(), due -> knock());
    }

    void stop(@Observes ShutdownEvent event) {
        var _ = vertx.cancelTimer(timer);
        client.close(closed -> {});
    }

    private void knock() {
        // Without it the gate refuses every device.
        if (directory.isFresh()) {
            var _ =
                    client.request(knock)
                            .compose(Knocks::send)
                            .compose(HttpClientResponse::end)
                            // Whoever is not heard is missed there; requests that fail tell here.
                            .onFailure(
                                    cause -> LOG.debugf("Nobody hears the knock cause=%s", cause));
        }
    }

    private static Future<HttpClientResponse> send(HttpClientRequest request) {
        // What fails it fails the answer, too; without a handler of its own it would be logged.
        request.exceptionHandler(failure -> {});
        return request.send();
    }
}
