package com.evaratech.alert.silences;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The wish for a silence as a caller wrote it, nothing of it checked.
 *
 * @param from {@code null} means now
 */
@RegisterForReflection
record SilenceWish(
        @Nullable UUID communityId,
        @Nullable UUID nodeId,
        @Nullable UUID ruleId,
        @Nullable String severity,
        @Nullable String category,
        @Nullable Instant from,
        @Nullable Instant until,
        @Nullable String reason) {}
