package com.evaratech.telemetry.thingspeak;

import com.evaratech.telemetry.channel.Channels;
import com.evaratech.telemetry.channel.Channels.Opened;
import com.evaratech.telemetry.channel.DeviceChannel;
import com.evaratech.telemetry.thingspeak.Refusal.Named;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers what is asked of a channel, in the form that is asked for; blocks. */
@Singleton
class FeedAnswers {

    private final Channels channels;
    private final FeedTable table;
    private final InstantSource clock;

    FeedAnswers(Channels channels, FeedTable table, InstantSource clock) {
        this.channels = channels;
        this.table = table;
        this.clock = clock;
    }

    /** The channel alone. */
    Response channel(FeedAsked asked) throws SQLException {
        Opened opened =
                opened(asked)
                        .orElseThrow(() ->
                                Refusal.of(
                                        Named.AUTH_REQUIRED,
                                        "Please make sure that your API key is correct."));
        return object(
                asked,
                "channel",
                FeedForms.channel(opened.channel(), Times.of(asked.parameters())));
    }

    /** Entries with their channel. */
    Response feed(FeedAsked asked) throws SQLException {
        DeviceChannel channel = opened(asked).orElseThrow(Refusal::feed).channel();
        Parameters parameters = asked.parameters();
        var times = Times.of(parameters);
        List<Column> columns = asked.columns(channel);
        List<FeedEntry> read =
                table.read(channel.id(), FeedQuery.of(parameters, times, clock.instant()));
        var bounds = FeedBounds.of(parameters);
        var rounding = Rounding.of(parameters);
        List<FeedEntry> entries =
                FeedSummary.of(parameters)
                        .map(summary -> summary.of(read, times.zone()))
                        .orElse(read)
                        .stream()
                        .filter(row -> bounds.has(row, columns))
                        .map(rounding::of)
                        .toList();
        return asked.form() == Form.CSV
                ? csv(FeedForms.csv(entries, FeedForms.csvColumns(columns), times))
                : document(
                        asked,
                        FeedForms.feed(
                                channel, entries, columns, times, parameters.isTrue("metadata")));
    }

    /** What entries said of their status: those of a day unless told otherwise. */
    Response statuses(FeedAsked asked) throws SQLException {
        DeviceChannel channel =
                opened(asked).orElseThrow(() -> Refusal.row(asked.form())).channel();
        var times = Times.of(asked.parameters());
        var query = FeedQuery.ofStatuses(asked.parameters(), times, clock.instant());
        List<FeedEntry> entries = table.read(channel.id(), query);
        return asked.form() == Form.CSV
                ? csv(FeedForms.csv(entries, List.of(Column.STATUS), times))
                : document(asked, FeedForms.statuses(channel, entries, times));
    }

    /** The last entry, or the last that has a value in the column that is asked for. */
    Response last(FeedAsked asked) throws SQLException {
        DeviceChannel channel =
                opened(asked).orElseThrow(() -> Refusal.row(asked.form())).channel();
        return row(asked, channel, last(asked, channel));
    }

    /** The entry of a number. */
    Response numbered(FeedAsked asked, long number) throws SQLException {
        DeviceChannel channel =
                opened(asked).orElseThrow(() -> Refusal.row(asked.form())).channel();
        FeedEntry entry =
                table.find(channel.id(), number).orElseThrow(() -> Refusal.row(asked.form()));
        return row(asked, channel, entry);
    }

    /** How many seconds ago the last entry was, or the last with a value in the column. */
    Response age(FeedAsked asked) throws SQLException {
        DeviceChannel channel =
                opened(asked).orElseThrow(() -> Refusal.row(asked.form())).channel();
        // An entry may be of a time that is to come.
        long seconds =
                Math.max(
                        0,
                        Duration.between(last(asked, channel).createdAt(), clock.instant())
                                .toSeconds());
        return switch (asked.form()) {
            case TXT -> text(asked.framed(Long.toString(seconds)));
            case CSV -> csv(FeedForms.csvOfAge(seconds));
            case JSON, XML -> object(asked, "hash", FeedForms.age(seconds));
        };
    }

    private Optional<Opened> opened(FeedAsked asked) throws SQLException {
        Optional<String> key = asked.parameters().key();
        Optional<Long> number = asked.channelNumber();
        return key.isPresent() && number.isPresent()
                ? channels.forReading(number.get(), key.get())
                : Optional.empty();
    }

    private FeedEntry last(FeedAsked asked, DeviceChannel channel) throws SQLException {
        @Nullable Column column = asked.column();
        Optional<FeedEntry> found =
                column == null ? table.last(channel.id()) : table.lastOf(channel.id(), column);
        return found.orElseThrow(() -> Refusal.row(asked.form()));
    }

    private static Response row(FeedAsked asked, DeviceChannel channel, FeedEntry found) {
        FeedEntry entry = Rounding.of(asked.parameters()).of(found);
        var times = Times.of(asked.parameters());
        List<Column> columns = asked.columns(channel);
        @Nullable Column column = asked.column();
        return switch (asked.form()) {
            case CSV -> csv(FeedForms.csv(List.of(entry), columns, times));
            case TXT -> {
                @Nullable String value =
                        column == null
                                ? FeedForms.row(entry, columns, times).encode()
                                : entry.get(column);
                yield text(asked.framed(value == null ? "" : value));
            }
            case JSON, XML -> object(asked, "feed", FeedForms.row(entry, columns, times));
        };
    }

    /** A channel and its entries; as XML the entries are a part of the channel. */
    private static Response document(FeedAsked asked, JsonObject document) {
        return asked.form() == Form.XML
                ? object(
                        asked,
                        "channel",
                        document.getJsonObject("channel")
                                .put("feeds", document.getJsonArray("feeds")))
                : object(asked, "", document);
    }

    /** An object as it is asked for; as JSON maybe for a function of the caller's page. */
    private static Response object(FeedAsked asked, String root, JsonObject object) {
        return asked.callback()
                .map(function -> Script.of(function, object))
                .orElseGet(() -> object(asked.form(), root, object));
    }

    /** An object as JSON or XML. */
    static Response object(Form form, String root, JsonObject object) {
        return Response.ok(
                        form == Form.XML ? FeedXml.of(root, object) : object.encode(),
                        form.mediaType())
                .build();
    }

    /** A single value. */
    static Response text(String value) {
        return Response.ok(value, Form.TXT.mediaType()).build();
    }

    private static Response csv(String lines) {
        return Response.ok(lines, Form.CSV.mediaType()).build();
    }
}
