package com.evaratech.gateway.live;

import com.evaratech.gateway.flags.Flag;
import com.evaratech.gateway.flags.Flags;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Where live updates begin for whoever passed the gate, however the client reads them. */
@Singleton
class LiveEntry {

    private final Flags flags;
    private final LiveConfig config;
    private final LiveSessions sessions;
    private final CatchUp catchUp;
    private final Vertx vertx;
    private final InstantSource clock;

    LiveEntry(
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

    /**
     * Looks whether there are live updates here at all.
     *
     * @throws LiveProblem when there are none
     */
    void requireSwitchedOn() {
        if (!flags.isOn(Flag.ENABLE_WEBSOCKETS)) {
            throw LiveProblem.switchedOff();
        }
    }

    /**
     * Keeps a place for whoever asks; {@link #begin} or {@link #leave} has to follow.
     *
     * @throws LiveProblem when there is none
     */
    Listener keepPlace(RoutingContext context) {
        Listener listener = Listener.of(context, clock);
        sessions.keepPlace(listener.caller().subject());
        return listener;
    }

    /** Takes the place, on the event loop of the connection. */
    LiveSession begin(Peer peer, Listener listener) {
        var session = new LiveSession(peer, listener, sessions, catchUp, config, vertx);
        sessions.join(session);
        return session;
    }

    /** Gives the place back. */
    void leave(Listener listener) {
        sessions.leave(listener.caller().subject());
    }
}
