package com.evaratech.local.thingspeak.protocol;

import com.evaratech.local.thingspeak.channels.Channel;
import com.evaratech.local.thingspeak.channels.ChannelInfo;
import com.evaratech.local.thingspeak.channels.Slot;
import com.evaratech.local.thingspeak.protocol.Feed.Head;
import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes answers as JSON: values are strings or null, {@code <}, {@code >} and {@code &} are
 * escaped.
 */
final class JsonForm {
    private JsonForm() {}

    static Buffer feed(Feed feed) {
        return JsonBuffer.write(json -> {
            json.writeStartObject();
            json.writeObjectFieldStart("channel");
            head(json, feed.channel(), feed.head(), feed.times());
            json.writeEndObject();
            json.writeArrayFieldStart("feeds");
            for (ShownRow row : feed.rows()) {
                row(json, row, feed.columns(), feed.times());
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    /** A single row without its channel. */
    static Buffer row(ShownRow row, List<Slot> columns, TimeStyle times) {
        return JsonBuffer.write(json -> row(json, row, columns, times));
    }

    /** The answer to a write: all fields, labelled or not, in ThingSpeak's order. */
    static Buffer written(long channelId, ShownRow row, TimeStyle times) {
        return JsonBuffer.write(json -> {
            json.writeStartObject();
            json.writeNumberField("channel_id", channelId);
            for (int field = 1; field <= Slot.FIELDS; field++) {
                text(json, Slot.field(field), row);
            }
            json.writeStringField("created_at", times.json(row.second()));
            number(json, row.entryId());
            for (Slot slot : List.of(Slot.STATUS, Slot.LATITUDE, Slot.LONGITUDE, Slot.ELEVATION)) {
                text(json, slot, row);
            }
            json.writeEndObject();
        });
    }

    private static void head(JsonGenerator json, Channel channel, Head head, TimeStyle times)
            throws IOException {
        ChannelInfo info = channel.info();
        if (head == Head.NAME_AND_PLACE) {
            json.writeStringField("name", info.name());
            json.writeStringField("latitude", info.place().latitude());
            json.writeStringField("longitude", info.place().longitude());
            return;
        }
        json.writeNumberField("id", info.id());
        json.writeStringField("name", info.name());
        optional(json, "description", info.description());
        json.writeStringField("latitude", info.place().latitude());
        json.writeStringField("longitude", info.place().longitude());
        for (Slot slot : info.labels().slots()) {
            json.writeStringField(slot.key(), info.labels().get(slot));
        }
        json.writeStringField("created_at", times.json(info.createdAt().getEpochSecond()));
        json.writeStringField("updated_at", times.json(channel.updatedAt().getEpochSecond()));
        optional(json, "elevation", info.place().elevation());
        Long last = channel.lastEntryId();
        json.writeFieldName("last_entry_id");
        if (last == null) {
            json.writeNull();
        } else {
            json.writeNumber(last);
        }
        if (head == Head.WITH_METADATA) {
            json.writeNullField("metadata");
        }
    }

    private static void row(JsonGenerator json, ShownRow row, List<Slot> columns, TimeStyle times)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("created_at", times.json(row.second()));
        number(json, row.entryId());
        for (Slot slot : columns) {
            text(json, slot, row);
        }
        json.writeEndObject();
    }

    private static void number(JsonGenerator json, @Nullable Long entryId) throws IOException {
        if (entryId != null) {
            json.writeNumberField("entry_id", entryId);
        }
    }

    private static void text(JsonGenerator json, Slot slot, ShownRow row) throws IOException {
        json.writeStringField(slot.key(), row.cells().get(slot));
    }

    private static void optional(JsonGenerator json, String name, @Nullable String value)
            throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }
}
