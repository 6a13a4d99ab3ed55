package com.evaratech.gateway.way;

import com.evaratech.common.request.FilterPriority;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Handler;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * Everything that looks at every request, in the order in which it does. Each has a place of its
 * own: of two at the same place, whichever bean was made first would come first.
 *
 * <p>Behind all of them come the gateway's own routes, each with its path: sessions, events, health
 * and the like.
 */
public enum Station {
    /** Version 2: goes through once more as version 1. Before anything has looked at it. */
    SECOND_VERSION(-2_000),

    // Before all that may answer: it completes every answer.
    REQUEST_ID(-FilterPriority.REQUEST_ID),
    SECURITY_HEADERS(-995),
    PACKING(-994),

    // Before anybody asks who it is.
    HTTPS_ONLY(-990),
    CROSS_ORIGIN(-985),
    REFUSED_BODIES(-FilterPriority.REFUSED_BODIES),

    // Who it is may stand elsewhere than where the gate looks.
    BEARER_PROTOCOL(-949),
    EVENTS_COOKIE(-948),

    /** How long version 1 lives. Behind other origins, whose pages must be able to read it. */
    FIRST_VERSION(-940),

    /** Shut out before anything is verified. */
    REFUSED_CALLERS(-925),
    GATE(-FilterPriority.GATE),

    // Limits count all that the gate lets in: before everything that answers.
    LIMITS(-850),
    NODE_VIEW(-840),
    CHANGE_MARKS(-830),
    CACHE(-820),

    /**
     * To the services; before the platform's limit of bodies (-2), which answers with no problem.
     */
    FORWARDING(-800),

    /** What nobody else has caught, wherever it was thrown. */
    FAILURES(-700);

    private final int order;

    Station(int order) {
        this.order = order;
    }

    /** As the router counts: the lower comes first. */
    int order() {
        return order;
    }

    /** A route at this place, for every path. */
    public Route of(Router router) {
        return router.route().order(order);
    }

    /** Puts a filter at this place. */
    public void filter(Filters filters, Handler<RoutingContext> handler) {
        filters.register(handler, -order);
    }
}
