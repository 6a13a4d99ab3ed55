package com.evaratech.gateway.routing;

import com.evaratech.common.access.Route;
import com.evaratech.common.access.RouteMatrix;
import com.evaratech.common.gate.AccessGate;
import com.evaratech.gateway.way.Station;
import io.opentelemetry.api.OpenTelemetry;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Collection;

/** Puts forwarding behind every route of the matrix that another service answers. */
@Singleton
class ProxyRoutes {

    private final RoutingConfig config;
    private final Upstreams upstreams;
    private final UpstreamClient client;
    private final Origins origins;
    private final Collection<String> tracingHeaders;

    ProxyRoutes(
            RoutingConfig config,
            RouteMatrix matrix,
            UpstreamClient client,
            Origins origins,
            OpenTelemetry telemetry) {
        this.config = config;
        this.upstreams = new Upstreams(config.upstreams(), matrix);
        this.origins = origins;
        this.client = client;
        this.tracingHeaders = telemetry.getPropagators().getTextMapPropagator().fields();
    }

    void register(@Observes Router router) {
        Station.FORWARDING.of(router).handler(this::forward);
    }

    private void forward(RoutingContext context) {
        Route route = AccessGate.routeOf(context);
        if (Upstreams.isOwn(route)) {
            context.next();
            return;
        }
        Origin origin = origins.of(context.request());
        new Forwarding(context, origin, upstreams.of(route), client, tracingHeaders, config).run();
    }
}
