package com.evaratech.gateway.way;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Fails in the middle of the chain when a test asks it to. */
@Singleton
class BrokenRoute {

    static final String HEADER = "X-Break";
    static final String INSIDE = "what nobody may see";

    void register(@Observes Router router) {
        router.route().order(Station.FORWARDING.order() - 1).handler(BrokenRoute::handle);
    }

    private static void handle(RoutingContext context) {
        HttpServerResponse response = context.response();
        switch (String.valueOf(context.request().getHeader(HEADER))) {
            case "throw" -> throw new IllegalStateException(INSIDE);
            case "fail" -> context.fail(new IllegalArgumentException(INSIDE));
            case "status" -> context.fail(413);
            case "begun" -> {
                response.setChunked(true)
                        .write("begun")
                        .onComplete(written -> context.fail(new IllegalStateException(INSIDE)));
            }
            default -> context.next();
        }
    }
}
