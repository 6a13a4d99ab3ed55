package com.evaratech.gateway.versions;

import com.evaratech.api.mapping.NameTable;
import com.evaratech.api.mapping.Paths;
import com.evaratech.api.mapping.Place;
import com.evaratech.api.mapping.Queries;
import com.evaratech.common.access.Route;
import com.evaratech.common.access.Route.Callers;
import com.evaratech.common.access.RouteMatrix;
import com.evaratech.common.problem.ProblemWriter;
import com.evaratech.gateway.way.Station;
import io.vertx.core.Context;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerRequestInternal;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Stands before everything else. A request of version 2 goes through the same router once more, as
 * one of version 1; one that came as version 1 is told how long that lives, and turned away when it
 * has ended.
 */
@Singleton
class VersionRoutes {

    private static final Set<Callers> IN_THE_FIELD = Set.of(Callers.DEVICES, Callers.CLAIMANTS);
    private static final String MAPPED = "evara.version-mapped";
    private static final String HEALTH = Paths.FIRST + "health/";

    private final RouteMatrix matrix;
    private final NameTable names = NameTable.load();
    private final LifeCycle life;
    private final VersionMetrics metrics;
    private final InstantSource clock;

    VersionRoutes(
            RouteMatrix matrix,
            VersionsConfig config,
            VersionMetrics metrics,
            InstantSource clock) {
        this.matrix = matrix;
        this.life = LifeCycle.of(config.deprecatedSince(), config.sunset());
        this.metrics = metrics;
        this.clock = clock;
    }

    void register(@Observes Router router) {
        Station.SECOND_VERSION.of(router).handler(context -> second(router, context));
        Station.FIRST_VERSION.of(router).handler(this::first);
    }

    private void second(Router router, RoutingContext context) {
        HttpServerRequest request = context.request();
        @Nullable String path = request.path();
        if (path == null || !path.startsWith(Paths.SECOND)) {
            context.next();
            return;
        }
        metrics.askedSecond();
        mark(request);
        @Nullable Route route =
                matrix.match(request.method().name(), Paths.first(path)).orElse(null);
        Place asked = route == null ? Place.UNKNOWN : names.askedOf(route.toString());
        @Nullable String query = request.query();
        router.handle(
                new FirstRequest(
                        request,
                        query == null ? null : Queries.first(query, asked),
                        new Exchange(request, route, names)));
    }

    private void first(RoutingContext context) {
        HttpServerRequest request = context.request();
        @Nullable String path = request.path();
        if (path == null || !path.startsWith(Paths.FIRST)) {
            context.next();
            return;
        }
        if (isMapped(request)) {
            refuseWhatCannotBeMapped(context);
            return;
        }
        metrics.askedFirst();
        if (life.isWithoutEnd() || outlives(request, path)) {
            context.next();
            return;
        }
        Instant now = clock.instant();
        String successor = Paths.second(path);
        life.tell(now, successor, context.response().headers());
        if (life.isOver(now)) {
            ProblemWriter.answer(
                    context, VersionProblem.gone(life.sunsetText().orElseThrow(), successor));
        } else {
            context.next();
        }
    }

    private static void refuseWhatCannotBeMapped(RoutingContext context) {
        HttpServerRequest request = context.request();
        @Nullable String coding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        boolean isPacked = coding != null && !coding.strip().equalsIgnoreCase("identity");
        if (isPacked && Exchange.isMapped(Exchange.media(request.getHeader("Content-Type")))) {
            ProblemWriter.answer(context, VersionProblem.packed());
        } else {
            context.next();
        }
    }

    /**
     * Devices in the field cannot be changed by a date, what they send must not be lost, and those
     * on the shelf must still come into operation; who asks whether the gateway is well is no
     * client of the API.
     */
    private boolean outlives(HttpServerRequest request, String path) {
        return path.startsWith(HEALTH)
                || matrix.match(request.method().name(), path)
                        .filter(route -> IN_THE_FIELD.contains(route.callers()))
                        .isPresent();
    }

    private static void mark(HttpServerRequest request) {
        context(request).putLocal(MAPPED, true);
    }

    private static boolean isMapped(HttpServerRequest request) {
        return context(request).getLocal(MAPPED) != null;
    }

    private static Context context(HttpServerRequest request) {
        return ((HttpServerRequestInternal) request).context();
    }
}
