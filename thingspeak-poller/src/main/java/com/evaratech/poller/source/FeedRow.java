package com.evaratech.poller.source;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row of a channel as it came.
 *
 * @param entryId its number, in the order of arrival
 * @param createdAt when it was measured, as the channel says; null when that is no time
 * @param createdAtText the text of it
 * @param fields text by number of the field; what is null or absent is left out
 */
public record FeedRow(
        long entryId,
        @Nullable Instant createdAt,
        String createdAtText,
        Map<Integer, String> fields) {

    public FeedRow {
        fields = Map.copyOf(fields);
    }
}
