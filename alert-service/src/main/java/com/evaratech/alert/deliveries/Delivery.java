package com.evaratech.alert.deliveries;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A delivery as it is shown.
 *
 * @param id the same in each of its requests
 * @param routeId the receiver
 * @param alertId what it tells of; {@code null} for a test and for a group
 * @param event {@code opened}, {@code resolved}, {@code reminder}, {@code group}, {@code test}
 * @param state {@code waiting}, {@code delivered}, {@code failed}, {@code spared}, "grouped": told
 *     in the message of another delivery
 * @param groupId that other delivery
 * @param attempts how often it was tried
 * @param createdAt when there was something to tell
 * @param dueAt when it is tried next; {@code null} when it is not
 * @param endedAt when it arrived or was given up
 * @param held why it is not told yet, while it waits: {@code maintenance}, {@code silence}, {@code
 *     quiet_hours}, {@code cooldown}; {@code null} when nothing keeps it
 * @param lastError why it did not arrive the last time that it did not
 */
@RegisterForReflection
public record Delivery(
        UUID id,
        UUID routeId,
        @Nullable UUID alertId,
        String event,
        String state,
        @Nullable UUID groupId,
        int attempts,
        Instant createdAt,
        @Nullable Instant dueAt,
        @Nullable Instant endedAt,
        @Nullable String held,
        @Nullable String lastError) {}
