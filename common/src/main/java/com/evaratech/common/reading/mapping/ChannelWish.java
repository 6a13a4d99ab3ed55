package com.evaratech.common.reading.mapping;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The wish to have a channel polled for a node, as it came: {@link ChannelRules} says what is
 * accepted.
 */
public record ChannelWish(
        @Nullable Long channelId,
        @Nullable String readApiKey,
        @Nullable Integer intervalSeconds,
        @Nullable List<@Nullable FieldWish> fields) {

    /** Without the key: this text may go into logs. */
    @Override
    public String toString() {
        return "ChannelWish[channelId=%d]".formatted(channelId);
    }
}
