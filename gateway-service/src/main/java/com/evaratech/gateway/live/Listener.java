package com.evaratech.gateway.live;

import com.evaratech.common.access.Caller;
import com.evaratech.common.access.Route;
import com.evaratech.common.gate.AccessGate;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;

/**
 * Who is behind a connection.
 *
 * @param caller the person, as the gate let them in
 * @param route of the matrix, which says which roles may listen
 * @param tokenLeft how long the token is valid yet
 */
record Listener(Caller caller, Route route, Duration tokenLeft) {

    /** Whoever sent a request that passed the gate. */
    static Listener of(RoutingContext context, InstantSource clock) {
        var expiry = Objects.requireNonNull(AccessGate.tokenExpiryOf(context));
        return new Listener(
                Objects.requireNonNull(AccessGate.callerOf(context)),
                AccessGate.routeOf(context),
                Duration.between(clock.instant(), expiry));
    }
}
