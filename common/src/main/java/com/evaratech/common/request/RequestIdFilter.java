package com.evaratech.common.request;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.logging.MDC;

/**
 * Gives every request its id before anything else looks at it: in the answer's header, and in the
 * logging context of the request, which Quarkus keeps apart from that of other requests.
 */
@Singleton
class RequestIdFilter {

    void register(@Observes Filters filters) {
        filters.register(RequestIdFilter::assign, FilterPriority.REQUEST_ID);
    }

    private static void assign(RoutingContext context) {
        String id = RequestId.acceptOrIssue(context.request().getHeader(RequestId.HEADER));
        RequestId.assign(context, id);
        context.response().putHeader(RequestId.HEADER, id);
        MDC.put(RequestId.MDC_KEY, id);
        context.next();
    }
}
