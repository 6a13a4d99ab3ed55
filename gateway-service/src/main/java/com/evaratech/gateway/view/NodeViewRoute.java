package com.evaratech.gateway.view;

import com.evaratech.common.access.Route;
import com.evaratech.common.gate.AccessGate;
import com.evaratech.common.problem.ProblemException;
import com.evaratech.common.problem.ProblemWriter;
import com.evaratech.gateway.routing.RoutingConfig;
import com.evaratech.gateway.routing.ServiceAnswer;
import com.evaratech.gateway.routing.ServiceCalls;
import com.evaratech.gateway.way.Station;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Answers for one node with its newest reading and its open alerts. All three services are asked at
 * the same time; what node-service refuses is passed on, and a part that is not there in time is
 * shown as such.
 */
@Singleton
class NodeViewRoute {

    private static final Logger LOG = Logger.getLogger(NodeViewRoute.class);

    private static final String TEMPLATE = "/api/v1/nodes/{id}";
    private static final String GET = "GET";
    private static final Pattern ID =
            Pattern.compile(
                    "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    // One rule has one open alert of a node at most; the longest page that there is.
    private static final int MOST_ALERTS = 200;

    private final ServiceCalls services;
    private final Duration patience;
    private final Duration patienceForParts;

    NodeViewRoute(ServiceCalls services, RoutingConfig config) {
        this.services = services;
        this.patience = config.responseTimeout();
        this.patienceForParts = config.viewTimeout();
    }

    void register(@Observes Router router) {
        Station.NODE_VIEW.of(router).handler(this::route);
    }

    private void route(RoutingContext context) {
        Route route = AccessGate.routeOf(context);
        String path = context.request().path();
        String id = path.substring(path.lastIndexOf('/') + 1);
        if (route.method().equals(GET)
                && route.template().equals(TEMPLATE)
                && ID.matcher(id).matches()) {
            answer(context, id);
        } else {
            // An id that is none is node-service's to refuse.
            context.next();
        }
    }

    private void answer(RoutingContext context, String id) {
        Future<ServiceAnswer> node =
                services.get(context, "node-service", context.request().uri(), patience);
        Future<PartAnswer> latest =
                part(
                        context,
                        "telemetry-service",
                        "/api/v1/nodes/%s/telemetry/latest".formatted(id),
                        body -> body);
        Future<PartAnswer> alerts =
                part(
                        context,
                        "alert-service",
                        "/api/v1/alerts?node=%s&state=open&limit=%d".formatted(id, MOST_ALERTS),
                        body -> body.getJsonArray("items"));
        var _ =
                node.compose(
                                found -> {
                                    if (!found.isOk()) {
                                        passBack(context, found, found.body());
                                        return Future.succeededFuture();
                                    }
                                    return Future.all(latest, alerts)
                                            .compose(parts -> {
                                                compose(
                                                        context,
                                                        found,
                                                        latest.result(),
                                                        alerts.result());
                                                return Future.succeededFuture();
                                            });
                                })
                        .onFailure(cause -> fail(context, cause));
    }

    /** Never fails. */
    private Future<PartAnswer> part(
            RoutingContext context,
            String service,
            String uri,
            Function<JsonObject, @Nullable Object> content) {
        return services.get(context, service, uri, patienceForParts)
                .map(answer -> PartAnswer.of(answer, content))
                .otherwise(PartAnswer::of);
    }

    private static void compose(
            RoutingContext context, ServiceAnswer node, PartAnswer latest, PartAnswer alerts) {
        Buffer body;
        try {
            body =
                    new NodeView(node)
                            .with("latest", latest)
                            .with("active_alerts", alerts)
                            .toBuffer();
        } catch (DecodeException e) {
            LOG.warnf("Node cannot be read cause=%s", e.toString());
            ProblemWriter.answer(context, ViewProblem.unreadableNode());
            return;
        }
        // The tag is the node's, for changing it; the view changes with every reading.
        node.headers().set(HttpHeaders.CACHE_CONTROL, "no-store");
        passBack(context, node, body);
    }

    private static void passBack(RoutingContext context, ServiceAnswer answer, Buffer body) {
        if (context.response().closed()) {
            return;
        }
        context.response().headers().addAll(answer.headers());
        context.response()
                .setStatusCode(answer.status())
                // Said here, since Vert.x leaves it out of answers to HEAD.
                .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()))
                .end(body);
    }

    private static void fail(RoutingContext context, Throwable cause) {
        LOG.warnf("Node view failed service=node-service cause=%s", cause.toString());
        ProblemWriter.answer(
                context,
                cause instanceof ProblemException problem ? problem : ViewProblem.unreadableNode());
    }
}
