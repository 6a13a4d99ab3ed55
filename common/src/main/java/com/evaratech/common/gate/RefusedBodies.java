package com.evaratech.common.gate;

import com.evaratech.common.request.FilterPriority;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Keeps a connection usable, or ends it, after a request that was refused before its body was read.
 * What still comes of the body is read and dropped, and the next request follows it; a body that
 * does not come would keep the connection, and everything behind it, waiting for ever.
 */
@Singleton
class RefusedBodies {

    private static final int FIRST_REFUSAL = 400;

    // As long as a mobile line may pause; a caller still sending after it has no use for an answer.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final String CONTINUE = "100-continue";
    private static final String CLOSE = "close";

    void register(@Observes Filters filters) {
        filters.register(RefusedBodies::watch, FilterPriority.REFUSED_BODIES);
    }

    private static void watch(RoutingContext context) {
        // HTTP/2 gives each request a stream of its own, which holds up no other.
        if (context.request().version() != HttpVersion.HTTP_2) {
            context.addHeadersEndHandler(sent -> announceEnd(context));
            context.addEndHandler(ended -> settle(context));
        }
        context.next();
    }

    private static void announceEnd(RoutingContext context) {
        if (isUnread(context) && isHeldBack(context.request())) {
            context.response().putHeader(HttpHeaders.CONNECTION, CLOSE);
        }
    }

    private static void settle(RoutingContext context) {
        if (!isUnread(context)) {
            return;
        }
        HttpServerRequest request = context.request();
        if (isHeldBack(request)) {
            end(request);
        } else {
            context.vertx()
                    .setTimer(
                            PATIENCE.toMillis(),
                            timer -> {
                                if (!request.isEnded()) {
                                    end(request);
                                }
                            });
        }
    }

    private static boolean isUnread(RoutingContext context) {
        return context.response().getStatusCode() >= FIRST_REFUSAL && !context.request().isEnded();
    }

    /**
     * Whether the caller asked first and was not told to go on. It sends no body then, but its next
     * request, which would be read as that body.
     */
    private static boolean isHeldBack(HttpServerRequest request) {
        return CONTINUE.equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT));
    }

    private static void end(HttpServerRequest request) {
        // Whoever waits for the connection's end hears of it from the connection itself.
        var _ = request.connection().close();
    }
}
