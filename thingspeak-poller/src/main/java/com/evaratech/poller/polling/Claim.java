package com.evaratech.poller.polling;

import java.time.Duration;
import java.util.UUID;

/**
 * A channel that this replica polls now.
 *
 * @param owner the replica, as the row names it
 * @param number of the row
 * @param channelId ThingSpeak's number
 * @param nodeId the node that it feeds
 * @param position how far it was read
 * @param failures failed polls since the last success
 * @param hasHistory whether somebody asked for its history, and not all of it was read
 * @param lag how long after its time it was claimed
 */
record Claim(
        String owner,
        long number,
        long channelId,
        UUID nodeId,
        Position position,
        int failures,
        boolean hasHistory,
        Duration lag) {}
