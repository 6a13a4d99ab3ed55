package com.evaratech.gateway.health;

import io.smallrye.health.SmallRyeHealth;
import io.smallrye.health.SmallRyeHealthReporter;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * The public health routes: 200 {@code {"status":"UP"}} or 503 {@code {"status":"DOWN"}}. Which
 * check failed is told on the management port only.
 */
@Singleton
class HealthRoutes {

    private static final Logger LOG = Logger.getLogger(HealthRoutes.class);

    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;

    private final SmallRyeHealthReporter reporter;

    HealthRoutes(SmallRyeHealthReporter reporter) {
        this.reporter = reporter;
    }

    void register(@Observes Router router) {
        register(router, "/api/v1/health/live", reporter::getLivenessAsync);
        register(router, "/api/v1/health/ready", reporter::getReadinessAsync);
    }

    private static void register(Router router, String path, Supplier<Uni<SmallRyeHealth>> checks) {
        router.route(path)
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .handler(context -> answer(context, checks));
    }

    private static void answer(RoutingContext context, Supplier<Uni<SmallRyeHealth>> checks) {
        // The edge between Vert.x' callbacks and Mutiny: there is nobody to return the Uni to.
        checks.get()
                .subscribe()
                .with(
                        health -> answer(context, !health.isDown()),
                        failure -> {
                            LOG.warnf("Health checks failed cause=%s", failure.toString());
                            answer(context, false);
                        });
    }

    private static void answer(RoutingContext context, boolean up) {
        Buffer body = new JsonObject().put("status", up ? "UP" : "DOWN").toBuffer();
        context.response()
                .setStatusCode(up ? OK : UNAVAILABLE)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                // Said here, since Vert.x leaves it out of answers to HEAD.
                .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()))
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(body);
    }
}
