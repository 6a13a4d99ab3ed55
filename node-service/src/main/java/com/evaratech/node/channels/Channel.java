package com.evaratech.node.channels;

import com.evaratech.common.reading.normalise.FieldMapping;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * The ThingSpeak channel of a node. What opens a private one is never shown.
 *
 * @param channelId ThingSpeak's number of the channel
 * @param hasReadApiKey whether a key is known that opens it
 * @param intervalSeconds time between two rows, as its device is set up
 * @param fields what its fields mean, in the order of their numbers
 * @param createdAt when the node was mapped
 * @param version rises with every change, also past a removal; the ETag
 */
record Channel(
        UUID nodeId,
        long channelId,
        boolean hasReadApiKey,
        int intervalSeconds,
        List<FieldMapping> fields,
        Instant createdAt,
        long version) {

    Channel {
        fields = List.copyOf(fields);
    }

    /** Names this version of it, without the quotes of the header. */
    String etag() {
        return Long.toString(version);
    }
}
