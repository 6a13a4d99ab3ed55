package com.evaratech.local.thingspeak.channels;

import org.jspecify.annotations.Nullable;

/**
 * Where a channel says it is. Text, because ThingSpeak keeps and returns decimal text, {@code
 * "0.0"} when unset.
 *
 * @param latitude degrees north
 * @param longitude degrees east
 * @param elevation metres, or null when never given
 */
public record Place(String latitude, String longitude, @Nullable String elevation) {
    /** What a channel shows whose owner gave no place. */
    public static final Place UNSET = new Place("0.0", "0.0", null);
}
