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
 * @param alertId what it tells of; {@code null} for a test
 * @param event {@code opened}, {@code resolved}, {@code test}
 * @param state {@code waiting}, {@code delivered}, {@code failed}, {@code spared}
 * @param attempts how often it was tried
 * @param createdAt when there was something to tell
 * @param dueAt when it is tried next; {@code null} when it is not
 * @param endedAt when it arrived or was given up
 * @param lastError why it did not arrive the last time that it did not
 */
@RegisterForReflection
public record Delivery(
        UUID id,
        UUID routeId,
        @Nullable UUID alertId,
        String event,
        String state,
        int attempts,
        Instant createdAt,
        @Nullable Instant dueAt,
        @Nullable Instant endedAt,
        @Nullable String lastError) {}
