package com.evaratech.local.thingspeak.channels;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a channel says of itself, apart from its rows.
 *
 * @param id the channel's number
 * @param name its name
 * @param description its description, or null (then the key is absent from answers)
 * @param place where it is
 * @param labels names of its fields
 * @param createdAt when it was created
 * @param access who may read and write it
 */
public record ChannelInfo(
        long id,
        String name,
        @Nullable String description,
        Place place,
        Labels labels,
        Instant createdAt,
        Access access) {}
