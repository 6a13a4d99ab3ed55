package com.evaratech.local.thingspeak.protocol;

import com.evaratech.local.thingspeak.channels.Cells;
import com.evaratech.local.thingspeak.channels.Channel;
import com.evaratech.local.thingspeak.channels.ChannelStore;
import com.evaratech.local.thingspeak.channels.Row;
import com.evaratech.local.thingspeak.channels.Slot;
import com.evaratech.local.thingspeak.channels.TimeReader;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes one row. The answer is its number; 0 with status 400 means the key writes nowhere, 0 with
 * status 200 that the channel was written to less than 15 seconds ago.
 */
final class UpdateEndpoint {
    private static final int LONGEST_MESSAGE_BYTES = 3000;

    private final ChannelStore store;
    private final InstantSource clock;
    private final long pauseSeconds;

    UpdateEndpoint(ChannelStore store, InstantSource clock, long pauseSeconds) {
        this.store = store;
        this.clock = clock;
        this.pauseSeconds = pauseSeconds;
    }

    Answer write(ApiRequest request, Format format) {
        if (request.body().length() > LONGEST_MESSAGE_BYTES) {
            return Errors.of(413);
        }
        String key = request.key();
        Optional<Channel> channel = key == null ? Optional.empty() : store.byWriteKey(key);
        if (channel.isEmpty()) {
            return Answer.of(400, format, "0");
        }
        Instant now = clock.instant();
        if (channel.get().tooSoon(now, pauseSeconds)) {
            return Answer.of(200, format, "0");
        }
        channel.get().touch(now);
        Row row = channel.get().append(createdAt(request, now), cells(request));
        if (format != Format.JSON) {
            return Answer.of(200, Format.TEXT, Long.toString(row.entryId()));
        }
        long id = channel.get().info().id();
        TimeStyle utc = new TimeStyle(ZoneOffset.UTC, CsvTimes.OFFSET);
        return Answer.ok(format, JsonForm.written(id, ShownRow.of(row), utc));
    }

    /**
     * The time that the writer gave, in its zone; one that cannot be read is ignored, as the real
     * service does.
     */
    private static Instant createdAt(ApiRequest request, Instant now) {
        String given = request.parameter("created_at");
        ZoneId zone = QueryParser.zone(request);
        return given == null ? now : TimeReader.read(given, zone).orElse(now);
    }

    private static Cells cells(ApiRequest request) {
        Cells cells = Cells.NONE;
        for (int field = 1; field <= Slot.FIELDS; field++) {
            Slot slot = Slot.field(field);
            cells = cells.with(slot, first(request, slot.key(), Integer.toString(field)));
        }
        return cells.with(Slot.STATUS, first(request, "status", "status"))
                .with(Slot.LATITUDE, first(request, "latitude", "lat"))
                .with(Slot.LONGITUDE, first(request, "longitude", "long"))
                .with(Slot.ELEVATION, first(request, "elevation", "elevation"));
    }

    private static @Nullable String first(ApiRequest request, String name, String alias) {
        String value = request.parameters().get(name);
        return value == null ? request.parameters().get(alias) : value;
    }
}
