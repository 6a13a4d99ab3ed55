package com.evaratech.gateway.live;

import com.evaratech.common.problem.ProblemException;
import com.evaratech.common.problem.ProblemWriter;
import com.evaratech.gateway.flags.Flag;
import com.evaratech.gateway.flags.Flags;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Locale;
import org.jboss.logging.Logger;

/** Makes a connection for live updates of a request that passed the gate. */
@Singleton
class LiveRoute {

    static final String PATH = "/api/v1/ws";

    private static final Logger LOG = Logger.getLogger(LiveRoute.class);
    private static final String VERSION = "13";

    private final Flags flags;
    private final LiveConfig config;
    private final LiveSessions sessions;
    private final CatchUp catchUp;
    private final Vertx vertx;
    private final InstantSource clock;

    LiveRoute(
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
            if (!isWebSocket(context.request())) {
                throw LiveProblem.noWebSocket();
            }
            Listener listener = Listener.of(context, clock);
            sessions.keepPlace(listener.caller().subject());
            upgrade(context, listener);
        } catch (ProblemException e) {
            ProblemWriter.answer(context, e);
        }
    }

    private void upgrade(RoutingContext context, Listener listener) {
        HttpServerRequest request = context.request();
        HttpConnection connection = request.connection();
        request.toWebSocket()
                .onSuccess(socket -> {
                    UpgradedRequest.isOver(request);
                    sessions.join(
                            new LiveSession(
                                    new WebSocketPeer(
                                            socket,
                                            () -> Wire.cut(connection),
                                            new FrameBudget(
                                                    config.framesPerMinute(), System::nanoTime)),
                                    listener,
                                    sessions,
                                    catchUp,
                                    config,
                                    vertx));
                })
                .onFailure(cause -> {
                    // Answered by the server, which says what is wrong with the handshake.
                    LOG.debugf("No WebSocket cause=%s", cause.toString());
                    sessions.leave(listener.caller().subject());
                });
    }

    /** What the handshake needs; the server would answer without a problem. */
    private static boolean isWebSocket(HttpServerRequest request) {
        MultiMap headers = request.headers();
        return headers.contains(HttpHeaders.UPGRADE, "websocket", true)
                && headers.getAll(HttpHeaders.CONNECTION).stream()
                        .anyMatch(line -> line.toLowerCase(Locale.ROOT).contains("upgrade"))
                && VERSION.equals(headers.get("Sec-WebSocket-Version"))
                && headers.contains("Sec-WebSocket-Key")
                && request.method().name().equals("GET");
    }
}
