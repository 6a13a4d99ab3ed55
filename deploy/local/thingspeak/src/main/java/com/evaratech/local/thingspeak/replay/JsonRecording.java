package com.evaratech.local.thingspeak.replay;

import com.evaratech.local.thingspeak.channels.Access;
import com.evaratech.local.thingspeak.channels.Cells;
import com.evaratech.local.thingspeak.channels.ChannelInfo;
import com.evaratech.local.thingspeak.channels.Labels;
import com.evaratech.local.thingspeak.channels.Place;
import com.evaratech.local.thingspeak.channels.Row;
import com.evaratech.local.thingspeak.channels.Slot;
import com.evaratech.local.thingspeak.channels.TimeReader;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the answer of {@code feeds.json}. */
final class JsonRecording {
    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonRecording() {}

    static Recording read(String text) throws DamagedRecording {
        JsonNode root = tree(text);
        JsonNode channel = root.path("channel");
        if (!channel.path("id").canConvertToLong() || !root.path("feeds").isArray()) {
            throw new DamagedRecording("no channel with an id and feeds");
        }
        List<Row> rows = new ArrayList<>();
        for (JsonNode row : root.path("feeds")) {
            rows.add(row(row));
        }
        Instant createdAt = time(channel, "created_at").orElse(Instant.EPOCH);
        long lastEntryId = channel.path("last_entry_id").asLong(0);
        return new Recording(
                info(channel, createdAt), rows, lastEntryId, time(channel, "updated_at"));
    }

    private static JsonNode tree(String text) throws DamagedRecording {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException notJson) {
            throw new DamagedRecording("not JSON: " + notJson.getOriginalMessage());
        }
    }

    private static ChannelInfo info(JsonNode channel, Instant createdAt) {
        long id = channel.path("id").asLong();
        String latitude = text(channel, "latitude");
        String longitude = text(channel, "longitude");
        @Nullable String[] labels = new @Nullable String[Slot.FIELDS];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = text(channel, Slot.field(i + 1).key());
        }
        String name = text(channel, "name");
        return new ChannelInfo(
                id,
                name == null ? "" : name,
                text(channel, "description"),
                new Place(
                        latitude == null ? "0.0" : latitude,
                        longitude == null ? "0.0" : longitude,
                        text(channel, "elevation")),
                Labels.of(labels),
                createdAt,
                Access.derived(id, true));
    }

    private static Row row(JsonNode row) throws DamagedRecording {
        Optional<Instant> createdAt = time(row, "created_at");
        if (createdAt.isEmpty() || !row.path("entry_id").canConvertToLong()) {
            throw new DamagedRecording("a row without created_at or entry_id");
        }
        Cells cells = Cells.NONE;
        for (Slot slot : Slot.values()) {
            cells = cells.with(slot, text(row, slot.key()));
        }
        return new Row(createdAt.get(), row.path("entry_id").asLong(), cells);
    }

    private static Optional<Instant> time(JsonNode node, String name) {
        String text = text(node, name);
        return text == null ? Optional.empty() : TimeReader.read(text, ZoneOffset.UTC);
    }

    private static @Nullable String text(JsonNode node, String name) {
        JsonNode value = node.path(name);
        return value.isMissingNode() || value.isNull() ? null : value.asText();
    }
}
