package com.evaratech.gateway.deadletter;

import com.evaratech.common.access.RouteMatrix;
import com.evaratech.gateway.merge.MergedAnswer;
import com.evaratech.gateway.merge.MergedPages;
import com.evaratech.gateway.merge.Source;
import com.evaratech.gateway.routing.RoutingConfig;
import com.evaratech.gateway.routing.ServiceCalls;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;

/** All dead letters over HTTP; what is done with one goes to the service that has it. */
@Singleton
class DeadLetterRoute {

    private static final String PATH = "/api/v1/dead-letters";

    private final MergedPages pages;

    DeadLetterRoute(ServiceCalls services, RouteMatrix matrix, RoutingConfig config) {
        this.pages =
                new MergedPages(
                        services,
                        Source.of(matrix, PATH),
                        List.of("reason"),
                        config.responseTimeout());
    }

    void register(@Observes Router router) {
        router.route(PATH)
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .handler(context ->
                        MergedAnswer.guarded(
                                context,
                                () ->
                                        MergedAnswer.page(
                                                context, pages, "The list of dead letters")));
    }
}
