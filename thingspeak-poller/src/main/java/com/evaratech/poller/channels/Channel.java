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
 * @param lastRowAt ThingSpeak's time of the newest entry that was accepted; {@code null}: none was
 * @param lastError what was wrong with the last failed poll, still so when {@code failures} is not
 *     0; {@code null}: none ever failed
 * @param rows what became of all rows that the cursor passed
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
        @Nullable Instant lastRowAt,
        @Nullable PollError lastError,
        RowCounts rows) {}
