package com.evaratech.alert.routes;

import com.evaratech.alert.deliveries.BodyTemplate;
import com.evaratech.alert.deliveries.Pace;
import com.evaratech.alert.deliveries.QuietHours;
import com.evaratech.alert.deliveries.RouteKind;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A receiver of alerts as it is shown.
 *
 * @param id name of the route in the API
 * @param version counts the route's changes from 1; it is also its ETag
 * @param communityId whose alerts are told
 * @param name what people call the receiver, 1 to 120 characters
 * @param url where requests go
 * @param leastSeverity alerts that matter less are not told
 * @param category only of nodes of this category; {@code null}: of all
 * @param nodeId only of this node; {@code null}: of all
 * @param ruleId only of this rule; {@code null}: of all
 * @param enabled whether anything is told at all
 * @param quietHours the hours of each day in which nothing is told; {@code null}: none
 * @param pace how it is told
 * @param kind what it understands
 * @param template what is sent to it, of an http route
 * @param createdAt when it was set up
 * @param failures how many requests in a row have failed; 0 when the last one did not
 * @param restsUntil until when it is left alone, after too many of them
 * @param secret what requests are signed with; only in the answer that set the route up
 */
@RegisterForReflection
public record Route(
        UUID id,
        long version,
        UUID communityId,
        String name,
        String url,
        String leastSeverity,
        @Nullable String category,
        @Nullable UUID nodeId,
        @Nullable UUID ruleId,
        boolean enabled,
        @Nullable QuietHours quietHours,
        Pace pace,
        RouteKind kind,
        @Nullable BodyTemplate template,
        Instant createdAt,
        int failures,
        @Nullable Instant restsUntil,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String secret) {

    /** Names this version of it, without the quotes of the header. */
    String etag() {
        return Long.toString(version);
    }

    /** The same with what is shown once. */
    Route with(String shownOnce) {
        return new Route(
                id,
                version,
                communityId,
                name,
                url,
                leastSeverity,
                category,
                nodeId,
                ruleId,
                enabled,
                quietHours,
                pace,
                kind,
                template,
                createdAt,
                failures,
                restsUntil,
                shownOnce);
    }

    /** Without the secret: this text may go into logs. */
    @Override
    public String toString() {
        return "Route[id=%s]".formatted(id);
    }
}
