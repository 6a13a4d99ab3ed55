package com.evaratech.gateway.live;

import com.evaratech.common.problem.ProblemException;
import com.evaratech.common.problem.ProblemWriter;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Locale;

/** Live updates as server-sent events, for whoever passed the gate. */
@Singleton
public final class EventsRoute {

    /** Where they are. */
    public static final String PATH = "/api/v1/events";

    private static final String LAST_EVENT_ID = "Last-Event-ID";

    private final LiveEntry entry;

    EventsRoute(LiveEntry entry) {
        this.entry = entry;
    }

    void register(@Observes Router router) {
        router.route(PATH).handler(this::open);
    }

    private void open(RoutingContext context) {
        try {
            entry.requireSwitchedOn();
            HttpServerRequest request = context.request();
            if (!readsEvents(request)) {
                throw LiveProblem.noEventStream();
            }
            Wish wish = Wish.ofQuery(request.params(), request.getHeader(LAST_EVENT_ID));
            if (request.method().equals(HttpMethod.HEAD)) {
                EventStreamPeer.answerHead(context.response());
                var _ = context.response().end();
                return;
            }
            Listener listener = entry.keepPlace(context);
            entry.begin(new EventStreamPeer(context), listener).want(wish);
        } catch (ProblemException e) {
            ProblemWriter.answer(context, e);
        }
    }

    private static boolean readsEvents(HttpServerRequest request) {
        return request.headers().getAll(HttpHeaders.ACCEPT).stream()
                .anyMatch(
                        line -> line.toLowerCase(Locale.ROOT).contains(EventStreamPeer.MEDIA_TYPE));
    }
}
