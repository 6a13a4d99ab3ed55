package com.evaratech.gateway.limit;

import com.evaratech.common.access.Route;
import com.evaratech.common.access.Route.Callers;
import com.evaratech.common.access.RouteMatrix;
import com.evaratech.common.gate.AccessGate;
import com.evaratech.common.problem.ProblemWriter;
import com.evaratech.gateway.routing.Origins;
import com.evaratech.gateway.way.Station;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts tokens and keys that the gate refuses, by address, and answers 429 to an address that
 * shows too many, before anything is verified. Each replica learns of it with the first refusal
 * that it counts itself.
 *
 * <p>Device keys do not count: a device whose key was revoked goes on sending, and must not shut
 * out those behind the same address.
 */
@Singleton
class RefusedCallers {

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int MOST = 10_000;
    private static final long SECOND_NANOS = 1_000_000_000;

    private static final Set<Callers> COUNTED =
            Set.of(Callers.CALLERS, Callers.PEOPLE, Callers.SIGNED_IN, Callers.CLAIMANTS);

    private final Limiter limiter;
    private final LimitsConfig config;
    private final Buckets buckets;
    private final Origins origins;
    private final RouteMatrix matrix;
    private final Map<String, Long> outUntilNanos = new ConcurrentHashMap<>();

    RefusedCallers(Limiter limiter, LimitsConfig config, Origins origins, RouteMatrix matrix) {
        this.limiter = limiter;
        this.config = config;
        this.buckets = new Buckets(config);
        this.origins = origins;
        this.matrix = matrix;
    }

    void register(@Observes Filters filters) {
        Station.REFUSED_CALLERS.filter(filters, this::check);
    }

    private void check(RoutingContext context) {
        if (!limiter.isOn()) {
            context.next();
            return;
        }
        context.addEndHandler(ended -> count(context));
        if (!outUntilNanos.isEmpty()) {
            Optional<Duration> wait = shutOutFor(network(context));
            if (wait.isPresent() && isCounted(context)) {
                ProblemWriter.answer(
                        context,
                        new LimitProblem(Limit.REFUSED, config.refusedPerMinute(), wait.get()));
                return;
            }
        }
        context.next();
    }

    /** How long a network has to wait, in whole seconds. */
    private Optional<Duration> shutOutFor(String network) {
        @Nullable Long until = outUntilNanos.get(network);
        if (until == null) {
            return Optional.empty();
        }
        long left = until - System.nanoTime();
        if (left <= 0) {
            boolean _ = outUntilNanos.remove(network, until);
            return Optional.empty();
        }
        return Optional.of(Duration.ofSeconds(Math.ceilDiv(left, SECOND_NANOS)));
    }

    private boolean isCounted(RoutingContext context) {
        @Nullable String path = context.request().path();
        return path != null
                && path.startsWith("/")
                && matrix.match(context.request().method().name(), path)
                        .filter(route -> COUNTED.contains(route.callers()))
                        .isPresent();
    }

    private void count(RoutingContext context) {
        @Nullable Route route = AccessGate.routeOf(context);
        boolean isRefusedAtTheGate =
                context.response().getStatusCode() == FORBIDDEN
                        && AccessGate.callerOf(context) == null
                        && AccessGate.tokenOf(context) == null;
        if ((context.response().getStatusCode() == UNAUTHORIZED || isRefusedAtTheGate)
                && route != null
                && COUNTED.contains(route.callers())) {
            String network = network(context);
            limiter.draw(
                    List.of(buckets.ofRefused(network)),
                    verdict -> verdict.retryAfter().ifPresent(wait -> shutOut(network, wait)));
        }
    }

    private void shutOut(String network, Duration wait) {
        long now = System.nanoTime();
        if (outUntilNanos.size() >= MOST) {
            var _ = outUntilNanos.values().removeIf(until -> until - now <= 0);
        }
        if (outUntilNanos.size() < MOST) {
            var _ = outUntilNanos.put(network, now + wait.toNanos());
        }
    }

    private String network(RoutingContext context) {
        return Network.of(origins.of(context.request()).address());
    }
}
