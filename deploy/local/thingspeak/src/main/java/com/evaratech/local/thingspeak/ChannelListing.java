package com.evaratech.local.thingspeak;

import com.evaratech.local.thingspeak.campus.Campus;
import com.evaratech.local.thingspeak.campus.CampusNode;
import com.evaratech.local.thingspeak.campus.NodeJson;
import com.evaratech.local.thingspeak.channels.Access;
import com.evaratech.local.thingspeak.channels.Channel;
import com.evaratech.local.thingspeak.channels.ChannelInfo;
import com.evaratech.local.thingspeak.channels.ChannelStore;
import com.evaratech.local.thingspeak.channels.Slot;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/**
 * {@code GET /standin/channels}: all channels with their keys; a campus' nodes with what a registry
 * needs as well.
 */
final class ChannelListing {
    private static final int MOST = 1000;

    private final ChannelStore store;
    private final Optional<Campus> campus;
    private final long intervalSeconds;

    ChannelListing(ChannelStore store, Optional<Campus> campus, long intervalSeconds) {
        this.store = store;
        this.campus = campus;
        this.intervalSeconds = intervalSeconds;
    }

    void list(RoutingContext context) {
        int offset = Math.max(0, number(context, "offset", 0));
        int limit = Math.clamp(number(context, "limit", MOST), 0, MOST);
        JsonArray channels = new JsonArray();
        store.all().stream()
                .skip(offset)
                .limit(limit)
                .forEach(channel -> channels.add(json(channel)));
        context.json(new JsonObject().put("total", store.size()).put("channels", channels));
    }

    private JsonObject json(Channel channel) {
        ChannelInfo info = channel.info();
        Access access = info.access();
        JsonObject labels = new JsonObject();
        for (Slot slot : info.labels().slots()) {
            labels.put(slot.key(), info.labels().get(slot));
        }
        JsonObject json =
                new JsonObject()
                        .put("channel", info.id())
                        .put("name", info.name())
                        .put("latitude", info.place().latitude())
                        .put("longitude", info.place().longitude())
                        .put("public", access.isPublic())
                        .put("read_key", access.readKey())
                        .put("write_key", access.writeKey())
                        .put("rows", channel.size())
                        .put("last_entry_id", channel.lastEntryId())
                        .put("labels", labels);
        Optional<CampusNode> node = campus.flatMap(model -> model.node(info.id()));
        node.ifPresent(found -> json.mergeIn(NodeJson.of(found, intervalSeconds)));
        return json;
    }

    private static int number(RoutingContext context, String name, int otherwise) {
        String value = context.request().getParam(name);
        return value == null ? otherwise : Integer.parseInt(value);
    }
}
