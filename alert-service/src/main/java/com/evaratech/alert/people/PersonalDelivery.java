package com.evaratech.alert.people;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message to a person as it is shown to that person.
 *
 * @param id the same each time it is sent
 * @param channelId where to
 * @param event {@code opened}, {@code resolved}, {@code group}, {@code test}
 * @param alertId what it tells of, when that is one alert
 * @param alerts of how many openings and ends it tells
 * @param state {@code waiting}, {@code delivered}, {@code failed}; {@code spared}: the person did
 *     not see that any more
 * @param attempts how often it was tried
 * @param createdAt when it was made
 * @param dueAt when it is tried next; {@code null} when it is not
 * @param endedAt when it arrived or was given up
 * @param held why it is not told yet, while it waits: {@code quiet_hours}, {@code directory}
 * @param lastError why it did not arrive the last time that it did not
 */
@RegisterForReflection
record PersonalDelivery(
        UUID id,
        UUID channelId,
        String event,
        @Nullable UUID alertId,
        int alerts,
        String state,
        int attempts,
        Instant createdAt,
        @Nullable Instant dueAt,
        @Nullable Instant endedAt,
        @Nullable String held,
        @Nullable String lastError) {}
