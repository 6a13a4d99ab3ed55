package com.evaratech.gateway.door;

import com.evaratech.common.problem.ProblemWriter;
import com.evaratech.gateway.routing.Origins;
import com.evaratech.gateway.way.Station;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * Answers browsers that ask whether a page of another origin may call the API (the Fetch standard's
 * CORS protocol). Without an allowed origin nothing is said, and a browser then keeps the answer
 * from the page; what a page can send without asking counts for nothing here without a token, which
 * the page has not.
 */
@Singleton
class CrossOrigin {

    private static final int NO_CONTENT = 204;

    private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE";
    private static final String HEADERS =
            "Authorization, Content-Type, If-Match, If-None-Match, Idempotency-Key,"
                    + " Last-Event-ID, X-Api-Key, X-Request-Id, X-Requested-With";
    private static final String EXPOSED =
            "ETag, Location, Link, Retry-After, RateLimit, RateLimit-Policy, X-RateLimit-Limit,"
                    + " X-RateLimit-Remaining, X-Request-Id, Content-Disposition,"
                    + " Deprecation, Sunset, Warning";
    private static final String MAX_AGE_SECONDS = "600";

    private final AllowedOrigins allowed;
    private final Origins origins;

    CrossOrigin(DoorConfig config, Origins origins) {
        this.allowed = AllowedOrigins.parse(config.corsOrigins());
        this.origins = origins;
    }

    void register(@Observes Filters filters) {
        Station.CROSS_ORIGIN.filter(filters, this::check);
    }

    private void check(RoutingContext context) {
        HttpServerRequest request = context.request();
        @Nullable String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin == null || isOwn(request, origin)) {
            context.next();
            return;
        }
        boolean isPreflight =
                request.method().equals(HttpMethod.OPTIONS)
                        && request.headers().contains("Access-Control-Request-Method");
        if (allowed.contain(origin)) {
            allow(context.response(), origin);
            if (isPreflight) {
                answerPreflight(context.response());
                return;
            }
        } else if (isPreflight) {
            ProblemWriter.answer(context, DoorProblem.originNotAllowed());
            return;
        }
        context.next();
    }

    private boolean isOwn(HttpServerRequest request, String origin) {
        return origin.equals(
                origins.of(request).scheme() + "://" + request.getHeader(HttpHeaders.HOST));
    }

    private static void allow(HttpServerResponse response, String origin) {
        response.putHeader("Access-Control-Allow-Origin", origin)
                .putHeader("Access-Control-Allow-Credentials", "true")
                .putHeader("Access-Control-Expose-Headers", EXPOSED)
                // The answer is for this origin: no cache may give it to another.
                .putHeader(HttpHeaders.VARY, "Origin");
    }

    private static void answerPreflight(HttpServerResponse response) {
        var _ =
                response.setStatusCode(NO_CONTENT)
                        .putHeader("Access-Control-Allow-Methods", METHODS)
                        .putHeader("Access-Control-Allow-Headers", HEADERS)
                        .putHeader("Access-Control-Max-Age", MAX_AGE_SECONDS)
                        .end();
    }
}
