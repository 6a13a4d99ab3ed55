package com.evaratech.gateway.audit;

import com.evaratech.common.access.RouteMatrix;
import com.evaratech.gateway.merge.MergedAnswer;
import com.evaratech.gateway.merge.MergedPages;
import com.evaratech.gateway.merge.Source;
import com.evaratech.gateway.routing.RoutingConfig;
import com.evaratech.gateway.routing.ServiceCalls;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;

/** The whole audit over HTTP: as pages, and as a file that is streamed. */
@Singleton
class AuditRoutes {

    private static final String PATH = "/api/v1/audit";
    private static final String EXPORT = PATH + "/export";
    private static final String WHAT = "The audit";

    private static final List<String> FILTERS =
            List.of("actor", "action", "subject_type", "subject", "from", "to");

    private final MergedPages pages;

    AuditRoutes(ServiceCalls services, RouteMatrix matrix, RoutingConfig config) {
        this.pages =
                new MergedPages(
                        services, Source.of(matrix, PATH), FILTERS, config.responseTimeout());
    }

    void register(@Observes Router router) {
        router.route(PATH)
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .handler(context ->
                        MergedAnswer.guarded(
                                context, () -> MergedAnswer.page(context, pages, WHAT)));
        router.route(EXPORT)
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .handler(context -> MergedAnswer.guarded(context, () -> export(context)));
    }

    private void export(RoutingContext context) {
        AuditFile file = AuditFile.of(context.queryParams().get("format"));
        new AuditExport(context, pages, file, cause -> MergedAnswer.fail(context, cause, WHAT))
                .run();
    }
}
