package com.evaratech.poller.thingspeak;

import com.evaratech.common.reading.normalise.FieldMapping;
import com.evaratech.common.reading.normalise.TimeText;
import com.evaratech.poller.source.FeedRow;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts a row together as its parts come, in any order. */
final class RowBuilder {

    private static final String FIELD = "field";
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

    private final Map<Integer, String> fields = HashMap.newHashMap(FieldMapping.FIELDS);
    private long entryId;
    private String createdAt = "";

    void entryId(long number) {
        entryId = number;
    }

    /** Anything but null; what no row has is left out. */
    void value(String name, String text) {
        if (name.equals("created_at")) {
            createdAt = text;
        } else if (name.length() == FIELD.length() + 1 && name.startsWith(FIELD)) {
            int number = name.charAt(FIELD.length()) - '0';
            if (number >= 1 && number <= FieldMapping.FIELDS) {
                fields.put(number, text);
            }
        }
    }

    /** The row, if it has a number. */
    Optional<FeedRow> build() {
        return entryId < 1
                ? Optional.empty()
                : Optional.of(new FeedRow(entryId, time(createdAt), createdAt, fields));
    }

    /** When it was measured; null when that is no time: the row is told of with its text. */
    private static @Nullable Instant time(String text) {
        // Java counts years on to where neither sums nor the database can follow, and from 0.
        return TimeText.parse(text)
                .filter(time -> !time.isBefore(FIRST) && time.isBefore(END))
                .orElse(null);
    }
}
