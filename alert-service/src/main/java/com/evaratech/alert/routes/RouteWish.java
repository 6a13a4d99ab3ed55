package com.evaratech.alert.routes;

import com.evaratech.alert.deliveries.BodyTemplate;
import com.evaratech.alert.deliveries.Pace;
import com.evaratech.alert.deliveries.QuietHours;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The wish for a route as a caller wrote it, nothing of it checked.
 *
 * @param leastSeverity {@code null} means warning
 * @param enabled {@code null} means true
 * @param quietHours {@code null} means none
 * @param pace {@code null} means what is usual
 * @param kind {@code null} means webhook
 * @param template of an http route
 * @param category {@code null} means all
 * @param nodeId {@code null} means all
 * @param ruleId {@code null} means all
 * @param authorization header of that name; {@code null}: none, or the one that there is
 */
@RegisterForReflection
record RouteWish(
        @Nullable UUID communityId,
        @Nullable String name,
        @Nullable String url,
        @Nullable String leastSeverity,
        @Nullable Boolean enabled,
        QuietHours.@Nullable Wish quietHours,
        Pace.@Nullable Wish pace,
        @Nullable String kind,
        BodyTemplate.@Nullable Wish template,
        @Nullable String category,
        @Nullable UUID nodeId,
        @Nullable UUID ruleId,
        @Nullable String authorization) {

    /** Without the authorization: this text may go into logs. */
    @Override
    public String toString() {
        return "RouteWish[name=%s]".formatted(name);
    }
}
