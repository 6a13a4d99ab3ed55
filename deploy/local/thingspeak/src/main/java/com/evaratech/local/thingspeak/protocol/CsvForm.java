package com.evaratech.local.thingspeak.protocol;

import com.evaratech.local.thingspeak.channels.Slot;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes answers as CSV; place and status have their columns whether asked for or not. */
final class CsvForm {
    private static final List<Slot> ALWAYS =
            List.of(Slot.LATITUDE, Slot.LONGITUDE, Slot.ELEVATION, Slot.STATUS);

    private CsvForm() {}

    static Buffer feed(Feed feed) {
        boolean buckets = !feed.rows().isEmpty() && feed.rows().getFirst().entryId() == null;
        return rows(feed.rows(), buckets ? feed.columns() : columns(feed), feed.times(), !buckets);
    }

    /** A header and one row. */
    static Buffer row(ShownRow row, List<Slot> columns, TimeStyle times) {
        return rows(List.of(row), columns, times, true);
    }

    private static List<Slot> columns(Feed feed) {
        if (feed.head() == Feed.Head.NAME_AND_PLACE) {
            return feed.columns();
        }
        List<Slot> columns = new ArrayList<>(feed.columns());
        columns.removeAll(ALWAYS);
        columns.addAll(ALWAYS);
        return columns;
    }

    private static Buffer rows(
            List<ShownRow> rows, List<Slot> columns, TimeStyle times, boolean numbered) {
        StringBuilder csv = new StringBuilder(numbered ? "created_at,entry_id" : "created_at");
        columns.forEach(slot -> csv.append(',').append(slot.key()));
        csv.append('\n');
        for (ShownRow row : rows) {
            csv.append(times.csv(row.second()));
            if (numbered) {
                csv.append(',').append(row.entryId());
            }
            columns.forEach(slot -> csv.append(',').append(quoted(row.cells().get(slot))));
            csv.append('\n');
        }
        return Buffer.buffer(csv.toString());
    }

    private static String quoted(@Nullable String value) {
        if (value == null) {
            return "";
        }
        boolean plain =
                value.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? value : '"' + value.replace("\"", "\"\"") + '"';
    }
}
