package com.evaratech.poller.polling;

import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A channel that this replica polls now.
 *
 * @param owner the replica and when it claimed, as the row names them
 * @param number of the row
 * @param channelId ThingSpeak's number
 * @param nodeId the node that it feeds
 * @param position how far it was read
 * @param failures failed polls since the last success
 * @param pace at which it was polled so far; null: not known
 * @param trouble the last one's of them; null: there is none
 * @param hasHistory whether somebody asked for its history, and not all of it was read
 * @param lag how long after its time it was claimed
 */
record Claim(
        String owner,
        long number,
        long channelId,
        UUID nodeId,
        Position position,
        @Nullable Duration pace,
        int failures,
        @Nullable String trouble,
        boolean hasHistory,
        Duration lag) {}
