package com.evaratech.common.outbox;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A change on its way.
 *
 * @param id of the event; a database that went back in time gives a number anew, but not this
 * @param version its place among all events
 * @param change what happened
 * @param traceparent W3C trace context of whoever changed it
 * @param createdAt when its transaction appended it
 */
public record OutboxEvent(
        UUID id,
        Version version,
        OutboxChange change,
        @Nullable String traceparent,
        Instant createdAt) {

    OutboxEvent withTraceparent(@Nullable String newTraceparent) {
        return new OutboxEvent(id, version, change, newTraceparent, createdAt);
    }
}
