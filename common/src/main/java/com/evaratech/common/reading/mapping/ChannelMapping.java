package com.evaratech.common.reading.mapping;

import com.evaratech.common.reading.normalise.FieldMapping;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An accepted wish.
 *
 * @param channelId ThingSpeak's number of the channel
 * @param readApiKey opens a private channel; {@code null} when none was given, empty to take away
 *     what is there
 * @param intervalSeconds time between two rows
 * @param fields in the order of their numbers
 */
public record ChannelMapping(
        long channelId,
        @Nullable String readApiKey,
        int intervalSeconds,
        List<FieldMapping> fields) {

    public ChannelMapping {
        fields = List.copyOf(fields);
    }

    /** Without the key: this text may go into logs. */
    @Override
    public String toString() {
        return "ChannelMapping[channelId=%d]".formatted(channelId);
    }
}
