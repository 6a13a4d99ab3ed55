package com.evaratech.gateway.live;

import com.evaratech.common.problem.ProblemException;
import com.evaratech.common.problem.ProblemWriter;
import com.evaratech.gateway.flags.Flag;
import com.evaratech.gateway.flags.Flags;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Locale;

/** Live updates as server-sent events, for whoever passed the gate. */
@Singleton
public final class EventsRoute {

    /** Where they are. */
    public static final String PATH = "/api/v1/events";

    private static final String LAST_EVENT_ID = "Last-Event-ID";

    private final Flags flags;
    private final LiveConfig config;
    private final LiveSessions sessions;
    private final CatchUp catchUp;
    private final Vertx vertx;
    private final InstantSource clock;

    EventsRoute(
            Flags flags,
            LiveConfig config,
            LiveSessions sessions,
            CatchUp catchUp,
            Vertx vertx,
            InstantSource clock) {
        this.flags = flags;
        this.config = config;
        this.sessions = sessions;
        this.catchUp = catchUp;
        this.vertx = vertx;
        this.clock = clock;
    }

    void register(@Observes Router router) {
        router.route(PATH).handler(this::open);
    }

    private void open(RoutingContext context) {
        try {
            if (!flags.isOn(Flag.ENABLE_WEBSOCKETS)) {
                throw LiveProblem.switchedOff();
            }
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
            Listener listener = Listener.of(context, clock);
            sessions.keepPlace(listener.caller().subject());
            var session =
                    new LiveSession(
                            new EventStreamPeer(context),
                            listener,
                            sessions,
                            catchUp,
                            config,
                            vertx);
            sessions.join(session);
            session.want(wish);
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
