package com.evaratech.local.thingspeak.misbehave;

import com.evaratech.local.thingspeak.channels.Access;
import com.evaratech.local.thingspeak.channels.Cells;
import com.evaratech.local.thingspeak.channels.Channel;
import com.evaratech.local.thingspeak.channels.ChannelInfo;
import com.evaratech.local.thingspeak.channels.ChannelStore;
import com.evaratech.local.thingspeak.channels.Labels;
import com.evaratech.local.thingspeak.channels.Place;
import com.evaratech.local.thingspeak.channels.Slot;
import com.evaratech.local.thingspeak.channels.TimeReader;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * {@code /standin/channels/…}: creates channels and changes their rows behind the protocol's back.
 */
public final class ChannelControl {
    private final ChannelStore store;
    private final StrangeRows strange;
    private final InstantSource clock;

    public ChannelControl(ChannelStore store, StrangeRows strange, InstantSource clock) {
        this.store = store;
        this.strange = strange;
        this.clock = clock;
    }

    public void mount(Router router) {
        router.post("/standin/channels").handler(this::create);
        router.post("/standin/channels/:id/rows").handler(this::rows);
        router.post("/standin/channels/:id/future")
                .handler(context -> {
                    strange.future(
                            channel(context),
                            count(context),
                            Duration.ofSeconds(number(context, "ahead_s", 86_400)));
                    done(context);
                });
        router.post("/standin/channels/:id/burst")
                .handler(context -> {
                    strange.burst(channel(context), count(context));
                    done(context);
                });
        router.post("/standin/channels/:id/back-dated")
                .handler(context -> {
                    Duration ago = Duration.ofSeconds(number(context, "ago_s", 86_400));
                    strange.backDated(
                            channel(context),
                            count(context),
                            ago,
                            Duration.ofSeconds(number(context, "step_s", 60)));
                    done(context);
                });
        router.delete("/standin/channels/:id/feeds")
                .handler(context -> {
                    channel(context).clear();
                    done(context);
                });
    }

    private void create(RoutingContext context) {
        JsonObject json = body(context);
        Long id = json.getLong("id");
        if (id == null || id < 1) {
            throw new IllegalArgumentException("id is needed, a positive number");
        }
        JsonArray labels = json.getJsonArray("labels", new JsonArray().add("Field 1"));
        String[] texts = new String[labels.size()];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = labels.getString(i);
        }
        Access access = Access.derived(id, json.getBoolean("public", true));
        String name = json.getString("name", "Channel " + id);
        Channel channel =
                store.create(
                        new ChannelInfo(
                                id,
                                name,
                                null,
                                Place.UNSET,
                                Labels.of(texts),
                                clock.instant(),
                                access));
        context.response().setStatusCode(201);
        context.json(
                new JsonObject()
                        .put("id", channel.info().id())
                        .put("read_key", access.readKey())
                        .put("write_key", access.writeKey()));
    }

    private void rows(RoutingContext context) {
        Channel channel = channel(context);
        JsonArray rows = body(context).getJsonArray("rows", new JsonArray());
        for (int i = 0; i < rows.size(); i++) {
            JsonObject row = rows.getJsonObject(i);
            Cells cells = Cells.NONE;
            for (Slot slot : Slot.values()) {
                cells = cells.with(slot, row.getString(slot.key()));
            }
            var _ = channel.append(time(row.getString("created_at")), cells);
        }
        done(context);
    }

    private Instant time(@Nullable String text) {
        if (text == null) {
            return clock.instant();
        }
        return TimeReader.read(text, ZoneOffset.UTC)
                .orElseThrow(
                        () -> new IllegalArgumentException("created_at '" + text + "' is no time"));
    }

    private Channel channel(RoutingContext context) {
        long id = Long.parseLong(context.pathParam("id"));
        return store.find(id)
                .orElseThrow(() -> new IllegalArgumentException("there is no channel " + id));
    }

    private static int count(RoutingContext context) {
        return FaultReader.inRange(body(context), "count", 1, 100_000);
    }

    private static int number(RoutingContext context, String name, int otherwise) {
        return FaultReader.inRange(body(context), name, otherwise, Integer.MAX_VALUE);
    }

    private static JsonObject body(RoutingContext context) {
        JsonObject json =
                context.body().isEmpty() ? new JsonObject() : context.body().asJsonObject();
        return json == null ? new JsonObject() : json;
    }

    private static void done(RoutingContext context) {
        context.response().setStatusCode(204).end();
    }
}
