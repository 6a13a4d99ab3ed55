package com.evaratech.alert.deliveries;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that this process may try now, and nobody else.
 *
 * @param number of the delivery
 * @param id of it, the same each time it is tried
 * @param attempts how often it was tried, this time included
 * @param createdAt when it was written
 * @param event {@code opened}, {@code resolved}, {@code test}
 * @param body as it is sent
 * @param nodeId that the alert is about; {@code null} for a test
 * @param isOver whether the alert has ended
 * @param routeNumber the receiver
 * @param routeId the receiver in the API
 * @param url where it is
 * @param sealedSecret what the request is signed with
 */
record Claimed(
        long number,
        UUID id,
        int attempts,
        Instant createdAt,
        String event,
        String body,
        @Nullable UUID nodeId,
        boolean isOver,
        long routeNumber,
        UUID routeId,
        String url,
        String sealedSecret) {

    boolean isOpening() {
        return "opened".equals(event);
    }

    /** Without body and secret: this text may go into logs. */
    @Override
    public String toString() {
        return "Claimed[id=%s, attempts=%d]".formatted(id, attempts);
    }
}
