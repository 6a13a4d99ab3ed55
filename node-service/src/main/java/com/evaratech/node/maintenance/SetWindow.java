package com.evaratech.node.maintenance;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The wish for a maintenance window, as it came: {@link WindowRules} says what is accepted. */
record SetWindow(
        @Nullable UUID communityId,
        @Nullable UUID nodeId,
        @Nullable Instant startsAt,
        @Nullable Instant endsAt,
        @Nullable String reason) {}
