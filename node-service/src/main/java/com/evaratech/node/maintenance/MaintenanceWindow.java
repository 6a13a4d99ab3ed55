package com.evaratech.node.maintenance;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A time when work is done.
 *
 * @param communityId where
 * @param nodeId on which node; {@code null}: on all of the community
 * @param startsAt the first instant of it
 * @param endsAt the first instant after it
 * @param reason for people
 * @param version counts its changes, from 1; the ETag
 */
record MaintenanceWindow(
        UUID id,
        UUID communityId,
        @Nullable UUID nodeId,
        Instant startsAt,
        Instant endsAt,
        String reason,
        Instant createdAt,
        long version) {

    /** Names this version of it, without the quotes of the header. */
    String etag() {
        return Long.toString(version);
    }
}
