package com.evaratech.alert.routes;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The wish for a route as a caller wrote it, nothing of it checked.
 *
 * @param leastSeverity {@code null} means warning
 * @param enabled {@code null} means true
 */
@RegisterForReflection
record RouteWish(
        @Nullable UUID communityId,
        @Nullable String name,
        @Nullable String url,
        @Nullable String leastSeverity,
        @Nullable Boolean enabled) {}
