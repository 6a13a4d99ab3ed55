package com.evaratech.local.thingspeak.protocol;

import com.evaratech.local.thingspeak.channels.Channel;
import com.evaratech.local.thingspeak.channels.ChannelStore;
import com.evaratech.local.thingspeak.protocol.Target.BulkUpdate;
import com.evaratech.local.thingspeak.protocol.Target.Entry;
import com.evaratech.local.thingspeak.protocol.Target.FeedAge;
import com.evaratech.local.thingspeak.protocol.Target.Feeds;
import com.evaratech.local.thingspeak.protocol.Target.FieldAge;
import com.evaratech.local.thingspeak.protocol.Target.FieldFeeds;
import com.evaratech.local.thingspeak.protocol.Target.InChannel;
import com.evaratech.local.thingspeak.protocol.Target.LastFeed;
import com.evaratech.local.thingspeak.protocol.Target.LastField;
import com.evaratech.local.thingspeak.protocol.Target.LastStatus;
import com.evaratech.local.thingspeak.protocol.Target.Statuses;
import com.evaratech.local.thingspeak.protocol.Target.Update;
import io.vertx.core.buffer.Buffer;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/** The whole of ThingSpeak's HTTP interface as one function. Thread-safe; never blocks. */
public final class ThingSpeakApi {
    private static final Set<String> UPDATE_METHODS = Set.of("GET", "POST");

    private final ChannelStore store;
    private final FeedsEndpoint feeds;
    private final RowEndpoint rows;
    private final UpdateEndpoint updates;
    private final BulkEndpoint bulk;
    private final String userKey;

    public ThingSpeakApi(ChannelStore store, InstantSource clock, ProtocolOptions options) {
        QueryParser parser = new QueryParser(options.csvTimes());
        long pauseSeconds = options.writePause().toSeconds();
        this.store = store;
        this.feeds = new FeedsEndpoint(clock, parser, new AnswerCache(clock));
        this.rows = new RowEndpoint(clock, parser);
        this.updates = new UpdateEndpoint(store, clock, pauseSeconds);
        this.bulk = new BulkEndpoint(clock, pauseSeconds, options.mostBulkMessages());
        this.userKey = options.userKey();
    }

    /** The answer to this request. */
    public Answer answer(ApiRequest request) {
        return switch (request.target()) {
            case Update update ->
                    UPDATE_METHODS.contains(request.method())
                            ? updates.write(request, update.format())
                            : Errors.of(405);
            case InChannel target ->
                    store.find(target.channel())
                            .map(channel -> inChannel(request, target, channel))
                            .orElseGet(() -> Errors.of(404));
        };
    }

    private Answer inChannel(ApiRequest request, InChannel target, Channel channel) {
        return switch (request.method()) {
            case "GET" -> read(request, target, channel);
            case "POST" ->
                    target instanceof BulkUpdate write
                            ? bulk.write(request, channel, write.format())
                            : Errors.of(405);
            case "DELETE" -> target instanceof Feeds ? clear(request, channel) : Errors.of(405);
            default -> Errors.of(405);
        };
    }

    private Answer read(ApiRequest request, InChannel target, Channel channel) {
        Format format = target.format();
        return switch (target) {
            case Feeds _ -> feeds.feeds(request, channel, format);
            case FieldFeeds field -> feeds.field(request, channel, field.field(), format);
            case Statuses _ -> feeds.statuses(request, channel, format);
            case LastFeed _ -> rows.last(request, channel, format);
            case Entry entry -> rows.entry(request, channel, entry.entryId(), format);
            case FeedAge _ -> rows.feedAge(request, channel, format);
            case LastField last -> rows.lastField(request, channel, last.field(), format);
            case FieldAge age -> rows.fieldAge(request, channel, age.field(), format);
            case LastStatus _ -> rows.lastStatus(request, channel, format);
            case BulkUpdate _ -> Errors.of(405);
        };
    }

    /** Deletes all rows of a channel; the account's key may, a channel's key may not. */
    private Answer clear(ApiRequest request, Channel channel) {
        if (!userKey.equals(Optional.ofNullable(request.key()).orElse(""))) {
            return Errors.of(401);
        }
        channel.clear();
        return Answer.ok(Format.JSON, Buffer.buffer("[]"));
    }
}
