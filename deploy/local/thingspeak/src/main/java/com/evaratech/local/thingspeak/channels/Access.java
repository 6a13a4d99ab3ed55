package com.evaratech.local.thingspeak.channels;

import org.jspecify.annotations.Nullable;

/**
 * Who may read and write a channel.
 *
 * @param isPublic whether anybody may read
 * @param readKey the key that reads a private channel
 * @param writeKey the key that writes, and reads as well
 */
public record Access(boolean isPublic, String readKey, String writeKey) {

    /** Whether a caller with this key, or with none, may read. */
    public boolean mayRead(@Nullable String key) {
        return isPublic || readKey.equals(key) || writeKey.equals(key);
    }

    /** Keys derived from the channel's number, of the length that real ones have. */
    public static Access derived(long channelId, boolean isPublic) {
        return new Access(isPublic, "R%015d".formatted(channelId), "W%015d".formatted(channelId));
    }
}
