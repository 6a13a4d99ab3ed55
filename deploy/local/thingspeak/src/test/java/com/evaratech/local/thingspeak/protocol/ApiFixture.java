package com.evaratech.local.thingspeak.protocol;

import com.evaratech.local.thingspeak.channels.Access;
import com.evaratech.local.thingspeak.channels.Cells;
import com.evaratech.local.thingspeak.channels.Channel;
import com.evaratech.local.thingspeak.channels.ChannelInfo;
import com.evaratech.local.thingspeak.channels.ChannelStore;
import com.evaratech.local.thingspeak.channels.Labels;
import com.evaratech.local.thingspeak.channels.Place;
import com.evaratech.local.thingspeak.channels.StandInClock;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** The protocol over two channels, without a network: 7 is public, 8 private. */
final class ApiFixture {
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    final StandInClock clock = new StandInClock(InstantSource.fixed(NOW));
    final ChannelStore store = new ChannelStore(9000);
    final ThingSpeakApi api = new ThingSpeakApi(store, clock, ProtocolOptions.FREE);
    final Channel open = create(7, true, "Level", "", "", "State");
    final Channel closed = create(8, false, "Flow");

    private Channel create(long id, boolean isPublic, String... labels) {
        return store.create(
                new ChannelInfo(
                        id,
                        "Channel " + id,
                        null,
                        Place.UNSET,
                        Labels.of(labels),
                        NOW,
                        Access.derived(id, isPublic)));
    }

    /** Adds a row so long before now. */
    void row(Channel channel, Duration ago, @Nullable String... fields) {
        var _ = channel.append(clock.instant().minus(ago), Cells.ofFields(fields));
    }

    Answer get(String uri) {
        return send("GET", uri, null, "");
    }

    JsonObject json(String uri) {
        return get(uri).body().toJsonObject();
    }

    String text(String uri) {
        return get(uri).body().toString();
    }

    Answer send(String method, String uri, @Nullable String headerKey, String body) {
        QueryStringDecoder query = new QueryStringDecoder(uri);
        MultiMap parameters = MultiMap.caseInsensitiveMultiMap();
        query.parameters().forEach(parameters::add);
        Target target = TargetParser.parse(query.path()).orElseThrow();
        return api.answer(
                new ApiRequest(method, uri, target, parameters, headerKey, Buffer.buffer(body)));
    }
}
