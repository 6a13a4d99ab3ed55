package com.evaratech.poller.preview;

import com.evaratech.common.reading.normalise.Rejection;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The newest rows of a channel, mapped but neither kept nor published.
 *
 * @param channelId ThingSpeak's number of the channel
 * @param lastEntryId the highest number of a row; 0 when the channel is empty
 * @param rows at most {@value #MOST_ROWS}, the newest first
 */
@RegisterForReflection
public record Preview(long channelId, long lastEntryId, List<Row> rows) {

    static final int MOST_ROWS = 20;

    public Preview {
        rows = List.copyOf(rows);
    }

    /**
     * One row.
     *
     * @param entryId its number
     * @param createdAt as ThingSpeak says
     * @param fields as they came, by ThingSpeak's names of them
     * @param recordedAt when it would be a reading of; {@code null} when it would be none
     * @param metrics what that reading would say; empty when it would be none
     * @param rejections what would not be accepted, and why
     */
    @RegisterForReflection
    public record Row(
            long entryId,
            String createdAt,
            Map<String, String> fields,
            @Nullable Instant recordedAt,
            Map<String, Object> metrics,
            List<Rejection> rejections) {}
}
