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
    private static final List<Column> PLACE =
            List.of(Column.LATITUDE, Column.LONGITUDE, Column.ELEVATION);

    private FeedForms() {}

    /** The columns of a channel that have a meaning, and those that the request adds. */
    static List<Column> columns(DeviceChannel channel, Parameters parameters) {
        var columns = new ArrayList<Column>();
        channel.fields().forEach(field -> Column.field(field.field()).ifPresent(columns::add));
        if (parameters.isTrue("location")) {
            columns.addAll(PLACE);
        }
        if (parameters.isTrue("status")) {
            columns.add(Column.STATUS);
        }
        return columns;
    }

    /** A channel with its entries. */
    static String feed(
            DeviceChannel channel, List<FeedEntry> entries, List<Column> columns, Times times) {
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
                .put("last_entry_id", channel.lastEntryId() == 0 ? null : channel.lastEntryId());
        var feeds = new JsonArray();
        entries.forEach(entry -> feeds.add(row(entry, columns, times)));
        return new JsonObject().put("channel", head).put("feeds", feeds).encode();
    }

    /** A channel's name and place, with what its entries said of its status. */
    static String statuses(DeviceChannel channel, List<FeedEntry> entries, Times times) {
        var head =
                new JsonObject()
                        .put("name", channel.name())
                        .put("latitude", NOWHERE)
                        .put("longitude", NOWHERE);
        var feeds = new JsonArray();
        entries.forEach(entry -> feeds.add(row(entry, List.of(Column.STATUS), times)));
        return new JsonObject().put("channel", head).put("feeds", feeds).encode();
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
    static String written(long channelId, FeedEntry entry, Times times) {
        var row = new JsonObject().put("channel_id", channelId);
        Column.FIELDS.forEach(column -> row.put(column.key(), entry.get(column)));
        row.put("created_at", times.text(entry.createdAt())).put("entry_id", entry.entryId());
        for (Column column :
                List.of(Column.STATUS, Column.LATITUDE, Column.LONGITUDE, Column.ELEVATION)) {
            row.put(column.key(), entry.get(column));
        }
        return row.encode();
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
        all.addAll(PLACE);
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
