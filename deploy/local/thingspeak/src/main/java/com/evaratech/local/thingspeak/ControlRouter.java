package com.evaratech.local.thingspeak;

import com.evaratech.local.thingspeak.channels.ChannelStore;
import com.evaratech.local.thingspeak.channels.StandInClock;
import com.evaratech.local.thingspeak.misbehave.ChannelControl;
import com.evaratech.local.thingspeak.misbehave.FaultControl;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;

/**
 * The control interface under {@code /standin}. What is wrong with a request is answered with 400
 * and a sentence.
 */
final class ControlRouter {
    private static final long BODY_LIMIT = 16L << 20;

    private final ChannelStore store;
    private final StandInClock clock;

    ControlRouter(ChannelStore store, StandInClock clock) {
        this.store = store;
        this.clock = clock;
    }

    void mount(
            Router router,
            ChannelListing listing,
            ChannelControl channels,
            FaultControl faults,
            Plays plays) {
        router.route("/standin/*").handler(BodyHandler.create(false).setBodyLimit(BODY_LIMIT));
        router.route("/standin/*").failureHandler(ControlRouter::refuse);
        router.get("/standin/health").handler(this::health);
        router.post("/standin/clock").handler(this::clock);
        router.get("/standin/channels").handler(listing::list);
        channels.mount(router);
        faults.mount(router);
        plays.mount(router);
    }

    private void health(RoutingContext context) {
        context.json(
                new JsonObject()
                        .put("status", "UP")
                        .put("channels", store.size())
                        .put("now", clock.instant().toString()));
    }

    private void clock(RoutingContext context) {
        JsonObject json = context.body().asJsonObject();
        Long seconds = json == null ? null : json.getLong("advance_s");
        if (seconds == null) {
            throw new IllegalArgumentException("advance_s is needed");
        }
        clock.advance(Duration.ofSeconds(seconds));
        context.json(new JsonObject().put("now", clock.instant().toString()));
    }

    private static void refuse(RoutingContext context) {
        Throwable failure = context.failure();
        boolean callersFault =
                failure instanceof IllegalArgumentException
                        || failure instanceof ClassCastException
                        || failure instanceof DecodeException;
        int status = callersFault ? 400 : context.statusCode() > 0 ? context.statusCode() : 500;
        context.response().setStatusCode(status);
        context.json(
                new JsonObject()
                        .put("error", failure == null ? "status " + status : failure.getMessage()));
    }
}
