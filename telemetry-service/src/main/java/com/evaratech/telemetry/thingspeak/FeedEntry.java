package com.evaratech.telemetry.thingspeak;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An entry as it is kept.
 *
 * @param entryId its number in the channel; 0 of a row that sums up several
 * @param createdAt its time
 * @param values as they were sent
 */
record FeedEntry(long entryId, Instant createdAt, Map<Column, String> values) {

    FeedEntry {
        values = values.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(values));
    }

    /** Whether it is an entry itself, and not a sum of several. */
    boolean isNumbered() {
        return entryId > 0;
    }

    @Nullable String get(Column column) {
        return values.get(column);
    }
}
