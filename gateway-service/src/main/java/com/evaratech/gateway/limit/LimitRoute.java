package com.evaratech.gateway.limit;

import com.evaratech.gateway.routing.Origins;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;

/** Stands between the gate and everything that answers. */
@Singleton
class LimitRoute {

    // After the gate (-900), which says who asks; before requests are passed on (-800).
    private static final int BETWEEN = -850;

    private final Limiter limiter;
    private final Buckets buckets;
    private final Origins origins;

    LimitRoute(Limiter limiter, LimitsConfig config, Origins origins) {
        this.limiter = limiter;
        this.buckets = new Buckets(config);
        this.origins = origins;
    }

    void register(@Observes Router router) {
        router.route().order(BETWEEN).handler(this::check);
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
