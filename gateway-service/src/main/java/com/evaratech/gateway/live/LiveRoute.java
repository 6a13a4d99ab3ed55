package com.evaratech.gateway.live;

import com.evaratech.common.problem.ProblemException;
import com.evaratech.common.problem.ProblemWriter;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Locale;
import org.jboss.logging.Logger;

/** Makes a connection for live updates of a request that passed the gate. */
@Singleton
class LiveRoute {

    static final String PATH = "/api/v1/ws";

    private static final Logger LOG = Logger.getLogger(LiveRoute.class);
    private static final String VERSION = "13";

    private final LiveEntry entry;
    private final LiveConfig config;

    LiveRoute(LiveEntry entry, LiveConfig config) {
        this.entry = entry;
        this.config = config;
    }

    void register(@Observes Router router) {
        router.route(PATH).handler(this::open);
    }

    private void open(RoutingContext context) {
        try {
            entry.requireSwitchedOn();
            if (!isWebSocket(context.request())) {
                throw LiveProblem.noWebSocket();
            }
            Listener listener = entry.keepPlace(context);
            try {
                upgrade(context, listener);
            } catch (RuntimeException e) {
                entry.leave(listener);
                throw e;
            }
        } catch (ProblemException e) {
            ProblemWriter.answer(context, e);
        }
    }

    private void upgrade(RoutingContext context, Listener listener) {
        HttpServerRequest request = context.request();
        var connection = (HttpServerConnection) request.connection();
        boolean isPacked = Deflate.agree(request.headers(), connection);
        request.toWebSocket()
                .onSuccess(socket -> {
                    UpgradedRequest.isOver(request);
                    var budget = new FrameBudget(config.framesPerMinute(), System::nanoTime);
                    var peer = new WebSocketPeer(socket, connection, isPacked, budget);
                    var _ = entry.begin(peer, listener);
                })
                .onFailure(cause -> {
                    // Answered by the server, which says what is wrong with the handshake.
                    LOG.debugf("No WebSocket cause=%s", cause.toString());
                    entry.leave(listener);
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
