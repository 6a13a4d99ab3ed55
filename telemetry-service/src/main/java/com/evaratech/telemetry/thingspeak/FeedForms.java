package com.evaratech.telemetry.thingspeak;

import com.evaratech.telemetry.channel.DeviceChannel;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Channels and entries in the forms that are read. */
final class FeedForms {

    private static final String NOWHERE = "0.0";
    private static final String SECONDS = "s";

    private FeedForms() {}

    /**
     * A channel with its entries.
     *
     * @param hasMetadata whether what its fields mean is told as well
     */
    static JsonObject feed(
            DeviceChannel channel,
            List<FeedEntry> entries,
            List<Column> columns,
            Times times,
            boolean hasMetadata) {
        var head =
                new JsonObject()
                        .put("id", channel.id())
                        .put("name", channel.name())
                        .put("latitude", NOWHERE)
                        .put("longitude", NOWHERE);
        for (DeviceChannel.Field field : channel.fields()) {
            if (Column.field(field.field()).filter(columns::contains).isPresent()) {
                head.put("field" + field.field(), field.metric());
            }
        }
        head.put("created_at", times.text(channel.createdAt()))
                .put("updated_at", times.text(channel.updatedAt()))
                .put("last_entry_id", lastEntry(channel));
        if (hasMetadata) {
            head.put("metadata", metadata(channel));
        }
        return document(head, entries, columns, times);
    }

    /** A channel's name and place, with what its entries said of its status. */
    static JsonObject statuses(DeviceChannel channel, List<FeedEntry> entries, Times times) {
        var head =
                new JsonObject()
                        .put("name", channel.name())
                        .put("latitude", NOWHERE)
                        .put("longitude", NOWHERE);
        return document(head, entries, List.of(Column.STATUS), times);
    }

    private static JsonObject document(
            JsonObject head, List<FeedEntry> entries, List<Column> columns, Times times) {
        var feeds = new JsonArray();
        entries.forEach(entry -> feeds.add(row(entry, columns, times)));
        return new JsonObject().put("channel", head).put("feeds", feeds);
    }

    /** A channel without its entries. */
    static JsonObject channel(DeviceChannel channel, Times times) {
        return new JsonObject()
                .put("id", channel.id())
                .put("name", channel.name())
                .put("description", null)
                .put("metadata", metadata(channel))
                .put("latitude", NOWHERE)
                .put("longitude", NOWHERE)
                .put("created_at", times.text(channel.createdAt()))
                .put("elevation", null)
                .put("last_entry_id", lastEntry(channel))
                .put("public_flag", false)
                .put("tags", new JsonArray());
    }

    /** What the fields of a channel mean; to ThingSpeak's clients it is a text like any other. */
    private static String metadata(DeviceChannel channel) {
        var fields = new JsonObject();
        for (DeviceChannel.Field field : channel.fields()) {
            fields.put(
                    "field" + field.field(),
                    new JsonObject()
                            .put("metric", field.metric())
                            .put("scale", field.scale())
                            .put("offset", field.offset()));
        }
        return fields.encode();
    }

    private static @Nullable Long lastEntry(DeviceChannel channel) {
        return channel.lastEntryId() == 0 ? null : channel.lastEntryId();
    }

    /** How old the last data is. */
    static JsonObject age(long seconds) {
        return new JsonObject()
                .put("last_data_age", Long.toString(seconds))
                .put("last_data_age_units", SECONDS);
    }

    /** How old the last data is, with a line of names above it. */
    static String csvOfAge(long seconds) {
        return "last_data_age,last_data_age_units\n%d,%s\n".formatted(seconds, SECONDS);
    }

    /** An entry without its channel. */
    static JsonObject row(FeedEntry entry, List<Column> columns, Times times) {
        var row = new JsonObject().put("created_at", times.text(entry.createdAt()));
        if (entry.isNumbered()) {
            row.put("entry_id", entry.entryId());
        }
        columns.forEach(column -> row.put(column.key(), entry.get(column)));
        return row;
    }

    /** The answer to a write: all columns, whether they have a meaning or not. */
    static JsonObject written(long channelId, FeedEntry entry, Times times) {
        var row = new JsonObject().put("channel_id", channelId);
        Column.FIELDS.forEach(column -> row.put(column.key(), entry.get(column)));
        row.put("created_at", times.text(entry.createdAt())).put("entry_id", entry.entryId());
        for (Column column :
                List.of(Column.STATUS, Column.LATITUDE, Column.LONGITUDE, Column.ELEVATION)) {
            row.put(column.key(), entry.get(column));
        }
        return row;
    }

    /** Entries with a line of names above them. */
    static String csv(List<FeedEntry> entries, List<Column> columns, Times times) {
        boolean isNumbered = entries.stream().allMatch(FeedEntry::isNumbered);
        var csv = new StringBuilder(isNumbered ? "created_at,entry_id" : "created_at");
        columns.forEach(column -> csv.append(',').append(column.key()));
        csv.append('\n');
        for (FeedEntry entry : entries) {
            csv.append(times.csv(entry.createdAt()));
            if (isNumbered) {
                csv.append(',').append(entry.entryId());
            }
            columns.forEach(column -> csv.append(',').append(quoted(entry.get(column))));
            csv.append('\n');
        }
        return csv.toString();
    }

    /** A whole feed's columns always end with these. */
    static List<Column> csvColumns(List<Column> columns) {
        var all = new ArrayList<>(columns.stream().filter(Column::isField).toList());
        all.addAll(Column.PLACE);
        all.add(Column.STATUS);
        return all;
    }

    private static String quoted(@Nullable String value) {
        if (value == null) {
            return "";
        }
        boolean isPlain =
                value.chars()
                        .noneMatch(
                                sign -> sign == ',' || sign == '"' || sign == '\n' || sign == '\r');
        return isPlain ? value : '"' + value.replace("\"", "\"\"") + '"';
    }
}
