package com.evaratech.local.thingspeak.protocol;

import com.evaratech.local.thingspeak.channels.Channel;
import com.evaratech.local.thingspeak.channels.Slot;
import java.time.InstantSource;
import java.util.List;

/** Reads of many rows: whole feeds, one field's feed, status texts. */
final class FeedsEndpoint {
    private final InstantSource clock;
    private final QueryParser parser;
    private final AnswerCache cache;

    FeedsEndpoint(InstantSource clock, QueryParser parser, AnswerCache cache) {
        this.clock = clock;
        this.parser = parser;
        this.cache = cache;
    }

    Answer feeds(ApiRequest request, Channel channel, Format format) {
        return read(request, channel, channel.info().labels().slots(), format);
    }

    Answer field(ApiRequest request, Channel channel, int field, Format format) {
        Slot slot = Slot.field(field);
        boolean labelled = channel.info().labels().slots().contains(slot);
        return read(request, channel, labelled ? List.of(slot) : List.of(), format);
    }

    private Answer read(ApiRequest request, Channel channel, List<Slot> fields, Format format) {
        if (!channel.info().access().mayRead(request.key())) {
            return Errors.feedsRefused();
        }
        return cache.get(request.uri(), () -> fresh(request, channel, fields, format));
    }

    private AnswerCache.Sized fresh(
            ApiRequest request, Channel channel, List<Slot> fields, Format format) {
        ReadQuery query = parser.parse(request, clock.instant());
        List<ShownRow> rows =
                channel.newest(query.window(), query.limit()).stream().map(ShownRow::of).toList();
        boolean buckets = query.aggregation().isPresent();
        if (buckets) {
            rows = new Buckets(query.aggregation().get(), query.times().zone()).of(rows, fields);
        }
        rows = new RowFilter(query.filter()).apply(rows, fields);
        Feed.Head head = query.extras().metadata() ? Feed.Head.WITH_METADATA : Feed.Head.FULL;
        List<Slot> columns = buckets ? fields : query.extras().columns(fields);
        return new AnswerCache.Sized(
                rows.size(), write(new Feed(channel, head, columns, rows, query.times()), format));
    }

    /**
     * The newest rows with their status text; without permission it says -1 and is content, as the
     * old server was.
     */
    Answer statuses(ApiRequest request, Channel channel, Format format) {
        if (!channel.info().access().mayRead(request.key())) {
            return Answer.of(200, format, "-1");
        }
        ReadQuery query = parser.parse(request, clock.instant());
        List<ShownRow> rows =
                channel.newest(query.window(), query.limit()).stream()
                        .filter(row -> row.get(Slot.STATUS) != null)
                        .map(ShownRow::of)
                        .toList();
        return write(
                new Feed(
                        channel,
                        Feed.Head.NAME_AND_PLACE,
                        List.of(Slot.STATUS),
                        rows,
                        query.times()),
                format);
    }

    private static Answer write(Feed feed, Format format) {
        return switch (format) {
            case JSON, TEXT -> Answer.ok(Format.JSON, JsonForm.feed(feed));
            case XML -> Answer.ok(format, XmlForm.feed(feed));
            case CSV -> Answer.ok(format, CsvForm.feed(feed));
        };
    }
}
