package com.evaratech.gateway.cache;

import com.evaratech.api.mapping.NameTable;
import com.evaratech.common.access.Caller;
import com.evaratech.common.access.Route;
import com.evaratech.common.access.RouteMatrix;
import com.evaratech.common.directory.Directory;
import com.evaratech.common.gate.AccessGate;
import com.evaratech.common.problem.ProblemException;
import com.evaratech.gateway.packing.Gzip;
import com.evaratech.gateway.routing.ServiceAnswer;
import com.evaratech.gateway.way.Station;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Answers from what is kept, and lets everything else pass on to its service. */
@Singleton
class CacheRoute {

    private static final Logger LOG = Logger.getLogger(CacheRoute.class);

    private static final int OK = 200;
    private static final int NOT_MODIFIED = 304;
    private static final List<CharSequence> OF_REFUSALS =
            List.of(
                    HttpHeaders.CONTENT_TYPE,
                    HttpHeaders.CACHE_CONTROL,
                    HttpHeaders.RETRY_AFTER,
                    "www-authenticate");

    private final Directory directory;
    private final AnswerSource source;
    private final CachedRoutes routes;
    private final CacheConfig config;
    private final NameTable names = NameTable.load();

    CacheRoute(Directory directory, AnswerSource source, RouteMatrix matrix, CacheConfig config) {
        this.directory = directory;
        this.source = source;
        this.config = config;
        this.routes = CachedRoutes.load(matrix, config.ttl(), Changes.kinds());
    }

    void register(@Observes Router router) {
        if (config.ttl().isPositive()) {
            LOG.infof(
                    "Answers are kept seconds=%d largest_bytes=%d",
                    config.ttl().toSeconds(), config.largest().asLongValue());
            Station.CACHE.of(router).handler(this::answer);
        }
    }

    private void answer(RoutingContext context) {
        Route route = AccessGate.routeOf(context);
        @Nullable Caller caller = AccessGate.callerOf(context);
        Optional<CachedRoute> row = routes.find(route);
        if (caller == null || row.isEmpty() || !context.request().method().equals(HttpMethod.GET)) {
            context.next();
            return;
        }
        Optional<Tenant> tenant = Tenant.of(caller.scope(), directory);
        if (tenant.isEmpty()) {
            context.next();
            return;
        }
        Optional<String> uri = uri(context, route);
        if (uri.isEmpty()) {
            context.next();
            return;
        }
        var question = new Question(route, uri.get(), caller, tenant.get());
        var _ =
                source.find(context, question, row.get())
                        .compose(given -> {
                            given.ifPresentOrElse(found -> passBack(context, found), context::next);
                            return Future.succeededFuture();
                        })
                        .onFailure(cause -> fail(context, cause));
    }

    /** Path and query in one writing; nothing when this route has no such query. */
    private Optional<String> uri(RoutingContext context, Route route) {
        String path = context.request().path();
        try {
            return KnownQuery.of(context.queryParams(), names.askedOf(route.toString()))
                    .map(query -> query.isEmpty() ? path : path + "?" + query);
        } catch (HttpException e) {
            // It cannot be read: its service will say so.
            return Optional.empty();
        }
    }

    private static void fail(RoutingContext context, Throwable cause) {
        if (cause instanceof ProblemException problem) {
            LOG.warnf("Answer not made code=%s", problem.code());
        }
        context.fail(cause);
    }

    private static void passBack(RoutingContext context, Given given) {
        if (context.response().closed()) {
            return;
        }
        switch (given) {
            case Given.Whole(Kept kept) -> passBack(context, kept);
            case Given.Refusal(ServiceAnswer answer) -> passBack(context.response(), answer);
        }
    }

    private static void passBack(HttpServerResponse response, ServiceAnswer answer) {
        for (CharSequence name : OF_REFUSALS) {
            String value = answer.headers().get(name);
            if (value != null) {
                response.putHeader(name, value);
            }
        }
        var _ = response.setStatusCode(answer.status()).end(answer.body());
    }

    private static void passBack(RoutingContext context, Kept kept) {
        MultiMap request = context.request().headers();
        if (kept.tag().isAmong(request)) {
            var _ = head(context, kept.withoutCoding()).setStatusCode(NOT_MODIFIED).end();
            return;
        }
        Kept form;
        try {
            form = Gzip.isTakenBy(request) ? kept : kept.unpacked();
        } catch (UncheckedIOException e) {
            LOG.warnf("Kept answer cannot be unpacked cause=%s", e);
            context.next();
            return;
        }
        var _ =
                head(context, form.headers())
                        .setStatusCode(OK)
                        .putHeader(
                                HttpHeaders.CONTENT_LENGTH, Integer.toString(form.body().length()))
                        .end(form.body());
    }

    private static HttpServerResponse head(RoutingContext context, Map<String, String> headers) {
        HttpServerResponse response = context.response();
        headers.forEach(response::putHeader);
        // A browser asks each time, and is told in short when it has it already.
        response.putHeader(HttpHeaders.CACHE_CONTROL, "private, no-cache");
        Gzip.tellForms(response.headers());
        return response;
    }
}
