package com.evaratech.gateway.limit;

import com.evaratech.gateway.routing.Origins;
import com.evaratech.gateway.way.Station;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;

/** Stands between the gate and everything that answers. */
@Singleton
class LimitRoute {

    private final Limiter limiter;
    private final Buckets buckets;
    private final Origins origins;

    LimitRoute(Limiter limiter, LimitsConfig config, Origins origins) {
        this.limiter = limiter;
        this.buckets = new Buckets(config);
        this.origins = origins;
    }

    void register(@Observes Router router) {
        Station.LIMITS.of(router).handler(this::check);
    }

    private void check(RoutingContext context) {
        if (!limiter.isOn()) {
            context.next();
            return;
        }
        String network = Network.of(origins.of(context.request()).address());
        List<Draw> draws = buckets.of(context, network);
        if (draws.isEmpty()) {
            context.next();
        } else {
            limiter.draw(draws, verdict -> LimitAnswer.settle(context, verdict, context::next));
        }
    }
}
