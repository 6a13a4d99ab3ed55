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
 * @param triedFrom since when it is tried: later than it was written if it was held
 * @param event {@code opened}, {@code resolved}, {@code reminder}, {@code group}, {@code test}
 * @param body as it is sent
 * @param nodeId that the alert is about; {@code null} for a test and for several
 * @param isOver whether the alert has ended
 * @param target the receiver
 */
record Claimed(
        long number,
        UUID id,
        int attempts,
        Instant triedFrom,
        String event,
        String body,
        @Nullable UUID nodeId,
        boolean isOver,
        Target target) {

    boolean isOpening() {
        return "opened".equals(event);
    }

    /** Whether somebody is to come: not while somebody is there. */
    boolean callsForHelp() {
        return isOpening() || "reminder".equals(event);
    }

    /** Without the body: this text may go into logs. */
    @Override
    public String toString() {
        return "Claimed[id=%s, attempts=%d]".formatted(id, attempts);
    }
}
