package com.evaratech.alert.people;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The wish for a subscription as a caller wrote it, nothing of it checked.
 *
 * @param leastSeverity {@code null} means warning
 * @param kind {@code null} means any, as it does with category, community and node
 * @param resolved {@code null} means true
 */
@RegisterForReflection
record SubscriptionWish(
        @Nullable UUID channelId,
        @Nullable String leastSeverity,
        @Nullable String kind,
        @Nullable String category,
        @Nullable UUID communityId,
        @Nullable UUID nodeId,
        @Nullable Boolean resolved) {}
