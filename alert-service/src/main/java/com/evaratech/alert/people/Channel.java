package com.evaratech.alert.people;

import com.evaratech.alert.deliveries.BodyTemplate;
import com.evaratech.alert.deliveries.QuietHours;
import com.evaratech.alert.deliveries.RouteKind;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a person is told, as it is shown to that person.
 *
 * @param id name of the channel in the API
 * @param version counts the channel's changes from 1; it is also its ETag
 * @param name what the person calls it, 1 to 120 characters
 * @param kind what it understands
 * @param url where messages go
 * @param template what is sent to it, of an http channel
 * @param enabled whether anything is told at all
 * @param quietHours the hours of each day in which nothing is told; {@code null}: none
 * @param groupSeconds what comes within this time is told in one message
 * @param createdAt when it was set up
 * @param failures how many messages in a row have failed; 0 when the last one did not
 * @param restsUntil until when it is left alone, after too many of them
 * @param secret what requests are signed with; only in the answer that set the channel up
 */
@RegisterForReflection
record Channel(
        UUID id,
        long version,
        String name,
        RouteKind kind,
        String url,
        @Nullable BodyTemplate template,
        boolean enabled,
        @Nullable QuietHours quietHours,
        int groupSeconds,
        Instant createdAt,
        int failures,
        @Nullable Instant restsUntil,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String secret) {

    /** Names this version of it, without the quotes of the header. */
    String etag() {
        return Long.toString(version);
    }

    /** The same with what is shown once. */
    Channel with(String shownOnce) {
        return new Channel(
                id,
                version,
                name,
                kind,
                url,
                template,
                enabled,
                quietHours,
                groupSeconds,
                createdAt,
                failures,
                restsUntil,
                shownOnce);
    }

    /** Without where it goes and the secret: this text may go into logs. */
    @Override
    public String toString() {
        return "Channel[id=%s]".formatted(id);
    }
}
