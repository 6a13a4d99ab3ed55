package com.evaratech.local.thingspeak.protocol;

import com.evaratech.local.thingspeak.channels.Cells;
import com.evaratech.local.thingspeak.channels.Slot;
import com.evaratech.local.thingspeak.channels.TimeReader;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the form of {@code bulk_update.csv}: rows between bars, in each the time, eight fields,
 * latitude, longitude, elevation and status between commas; what is missing at the end of a row is
 * absent.
 */
final class BulkCsv {
    private static final Set<String> TIME_FORMATS = Set.of("absolute", "relative");

    private BulkCsv() {}

    /** The write, or empty when the form is not one. */
    static Optional<BulkWrite> read(ApiRequest request) {
        String updates = request.parameter("updates");
        String timeFormat = request.parameter("time_format");
        if (updates == null || timeFormat == null || !TIME_FORMATS.contains(timeFormat)) {
            return Optional.empty();
        }
        List<BulkMessage> messages = new ArrayList<>();
        for (String row : updates.split("\\|", -1)) {
            Optional<BulkMessage> message =
                    message(row.split(",", -1), timeFormat.equals("relative"));
            if (message.isEmpty()) {
                return Optional.empty();
            }
            messages.add(message.get());
        }
        return Optional.of(new BulkWrite(request.parameter("write_api_key"), messages));
    }

    private static Optional<BulkMessage> message(String[] columns, boolean relative) {
        Slot[] slots = Slot.values();
        if (columns.length > slots.length + 1) {
            return Optional.empty();
        }
        Cells cells = Cells.NONE;
        for (int i = 1; i < columns.length; i++) {
            cells = cells.with(slots[i - 1], columns[i].isEmpty() ? null : columns[i]);
        }
        Cells read = cells;
        return relative
                ? BulkJson.later(columns[0].strip(), read)
                : TimeReader.read(columns[0], ZoneOffset.UTC)
                        .map(time -> new BulkMessage.Dated(time, read));
    }
}
