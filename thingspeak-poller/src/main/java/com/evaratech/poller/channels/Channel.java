package com.evaratech.poller.channels;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A ThingSpeak channel that feeds a node.
 *
 * @param channelId ThingSpeak's number of the channel
 * @param nodeId the node that its entries become readings of
 * @param communityId the community of the node
 * @param priority who is polled first when time is short: 1 pump house and flow meter, 2 a node
 *     with an open alert, 3 tank, 4 well
 * @param intervalSeconds time between two polls
 * @param nextDueAt when it is polled next
 * @param cursor how far it has been read
 * @param failures failed polls since the last successful one
 * @param lastSuccessAt when a poll last succeeded; {@code null}: never
 * @param lastRowAt ThingSpeak's time of the newest entry that was read; {@code null}: none was
 */
@RegisterForReflection
public record Channel(
        long channelId,
        UUID nodeId,
        UUID communityId,
        int priority,
        int intervalSeconds,
        Instant nextDueAt,
        Cursor cursor,
        int failures,
        @Nullable Instant lastSuccessAt,
        @Nullable Instant lastRowAt) {}
