package com.evaratech.common.reading.normalise;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row of a channel, before anybody knows what its fields mean.
 *
 * @param createdAt when it was measured, as the channel says
 * @param fields text by number of the field
 */
public record RawRow(Instant createdAt, Map<Integer, String> fields) {

    public RawRow {
        fields = Map.copyOf(fields);
    }

    @Nullable String field(int number) {
        return fields.get(number);
    }
}
