package com.evaratech.local.thingspeak.campus;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/** {@code /standin/campus/…}: incidents and time. */
public final class CampusControl {
    private static final long TEN_YEARS_SECONDS = 3650L * 86_400;

    private final Campus campus;
    private final CampusPlayer player;

    public CampusControl(Campus campus, CampusPlayer player) {
        this.campus = campus;
        this.player = player;
    }

    /** Adds the routes. */
    public void mount(Router router) {
        router.post("/standin/campus/incidents").handler(this::strike);
        router.delete("/standin/campus/incidents/:id")
                .handler(context -> {
                    campus.repair(Long.parseLong(context.pathParam("id")));
                    context.response().setStatusCode(204).end();
                });
        router.post("/standin/campus/advance").blockingHandler(this::advance);
    }

    private void strike(RoutingContext context) {
        JsonObject json = context.body().asJsonObject();
        Long channel = json == null ? null : json.getLong("channel");
        if (json == null || channel == null) {
            throw new IllegalArgumentException("channel is needed");
        }
        campus.strike(channel, incident(json));
        context.response().setStatusCode(204).end();
    }

    private static Incident incident(JsonObject json) {
        String kind = json.getString("kind", "");
        return switch (kind) {
            case "leak" -> new Incident.Leak(json.getDouble("lpm", 12.0));
            case "dry_run" -> new Incident.DryRun();
            case "silent" -> new Incident.Silent();
            case "stuck" -> new Incident.Stuck();
            default ->
                    throw new IllegalArgumentException(
                            "kind '" + kind + "' is none of leak, dry_run, silent, stuck");
        };
    }

    private void advance(RoutingContext context) {
        JsonObject json = context.body().asJsonObject();
        long seconds =
                json == null ? 0 : json.getLong("seconds", 0L) + json.getLong("days", 0L) * 86_400;
        if (seconds < 1 || seconds > TEN_YEARS_SECONDS) {
            throw new IllegalArgumentException("seconds or days are needed, ten years at most");
        }
        player.advance(Duration.ofSeconds(seconds));
        context.json(new JsonObject().put("now", campus.now().toString()));
    }
}
