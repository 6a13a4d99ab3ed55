package com.evaratech.local.thingspeak.replay;

import com.evaratech.local.thingspeak.channels.Access;
import com.evaratech.local.thingspeak.channels.Cells;
import com.evaratech.local.thingspeak.channels.ChannelInfo;
import com.evaratech.local.thingspeak.channels.Labels;
import com.evaratech.local.thingspeak.channels.Place;
import com.evaratech.local.thingspeak.channels.Row;
import com.evaratech.local.thingspeak.channels.Slot;
import com.evaratech.local.thingspeak.channels.TimeReader;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads an export of a channel. A line that a spreadsheet has wrapped in one pair of quotes arrives
 * as a single value; it is taken apart once more.
 */
final class CsvRecording {
    private CsvRecording() {}

    static Recording read(String text, long channelId, String name) throws DamagedRecording {
        List<List<@Nullable String>> lines =
                CsvLines.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
        if (lines.isEmpty()) {
            throw new DamagedRecording("no header");
        }
        List<@Nullable String> header = unwrapped(lines.getFirst(), 2);
        if (header.size() < 2
                || !"created_at".equals(header.get(0))
                || !"entry_id".equals(header.get(1))) {
            throw new DamagedRecording("the header does not begin with created_at,entry_id");
        }
        List<Row> rows = new ArrayList<>();
        for (List<@Nullable String> line : lines.subList(1, lines.size())) {
            rows.add(row(header, unwrapped(line, header.size())));
        }
        long last = rows.stream().mapToLong(Row::entryId).max().orElse(0);
        Instant createdAt =
                rows.stream().map(Row::createdAt).min(Instant::compareTo).orElse(Instant.EPOCH);
        ChannelInfo info =
                new ChannelInfo(
                        channelId,
                        name,
                        null,
                        Place.UNSET,
                        labels(header),
                        createdAt,
                        Access.derived(channelId, true));
        return new Recording(info, rows, last, Optional.empty());
    }

    private static List<@Nullable String> unwrapped(List<@Nullable String> line, int columns) {
        String only = line.size() == 1 ? line.getFirst() : null;
        return only == null || columns == 1
                ? line
                : CsvLines.of(only).stream().findFirst().orElse(line);
    }

    private static Labels labels(List<@Nullable String> header) {
        @Nullable String[] labels = new @Nullable String[Slot.FIELDS];
        for (int i = 0; i < labels.length; i++) {
            String key = Slot.field(i + 1).key();
            labels[i] = header.contains(key) ? key : null;
        }
        return Labels.of(labels);
    }

    private static Row row(List<@Nullable String> header, List<@Nullable String> line)
            throws DamagedRecording {
        String time = line.getFirst();
        String number = line.size() > 1 ? line.get(1) : null;
        Optional<Instant> createdAt =
                time == null ? Optional.empty() : TimeReader.read(time, ZoneOffset.UTC);
        if (createdAt.isEmpty() || number == null || !number.strip().matches("\\d{1,18}")) {
            throw new DamagedRecording("a row without created_at or entry_id: " + line);
        }
        Cells cells = Cells.NONE;
        for (Slot slot : Slot.values()) {
            int column = header.indexOf(slot.key());
            if (column >= 0 && column < line.size()) {
                cells = cells.with(slot, line.get(column));
            }
        }
        return new Row(createdAt.get(), Long.parseLong(number.strip()), cells);
    }
}
