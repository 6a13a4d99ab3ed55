package com.evaratech.local.thingspeak.misbehave;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** {@code /standin/faults} and {@code /standin/requests}. */
public final class FaultControl {
    private final FaultTable faults;
    private final RequestCounts counts;

    public FaultControl(FaultTable faults, RequestCounts counts) {
        this.faults = faults;
        this.counts = counts;
    }

    public void mount(Router router) {
        router.post("/standin/faults").handler(this::add);
        router.get("/standin/faults").handler(this::list);
        router.delete("/standin/faults")
                .handler(context -> {
                    faults.clear();
                    context.response().setStatusCode(204).end();
                });
        router.delete("/standin/faults/:id")
                .handler(context -> {
                    boolean removed = faults.remove(Long.parseLong(context.pathParam("id")));
                    context.response().setStatusCode(removed ? 204 : 404).end();
                });
        router.get("/standin/requests").handler(this::counts);
        router.get("/standin/requests/:id")
                .handler(context -> {
                    long id = Long.parseLong(context.pathParam("id"));
                    context.json(
                            counts.of(id)
                                    .map(FaultControl::json)
                                    .orElseGet(() -> new JsonObject().put("requests", 0)));
                });
        router.delete("/standin/requests")
                .handler(context -> {
                    counts.reset();
                    context.response().setStatusCode(204).end();
                });
    }

    private void add(RoutingContext context) {
        JsonObject json = context.body().asJsonObject();
        if (json == null) {
            throw new IllegalArgumentException("a JSON object is needed");
        }
        int times = FaultReader.inRange(json, "count", FaultTable.FOR_EVER, FaultTable.FOR_EVER);
        double probability = FaultReader.share(json, "probability", 1);
        long id =
                faults.add(
                        Optional.ofNullable(json.getLong("channel")),
                        FaultReader.read(json),
                        probability,
                        times);
        context.response().setStatusCode(201);
        context.json(new JsonObject().put("id", id));
    }

    private void list(RoutingContext context) {
        JsonArray rules = new JsonArray();
        for (FaultRule rule : faults.rules()) {
            rules.add(
                    new JsonObject()
                            .put("id", rule.id())
                            .put("channel", rule.channel().orElse(null))
                            .put("fault", rule.fault().toString())
                            .put("probability", rule.probability())
                            .put("left", rule.left() == FaultTable.FOR_EVER ? null : rule.left()));
        }
        context.json(rules);
    }

    private void counts(RoutingContext context) {
        JsonObject channels = new JsonObject();
        counts.byChannel().forEach((id, count) -> channels.put(id.toString(), json(count)));
        context.json(new JsonObject().put("total", counts.total()).put("channels", channels));
    }

    private static JsonObject json(RequestCount count) {
        return new JsonObject()
                .put("requests", count.requests())
                .put("spoilt", count.spoilt())
                .put("first_at", count.first().toString())
                .put("last_at", count.last().toString())
                .put(
                        "shortest_gap_ms",
                        count.shortestGap().map(gap -> gap.toMillis()).orElse(null));
    }
}
