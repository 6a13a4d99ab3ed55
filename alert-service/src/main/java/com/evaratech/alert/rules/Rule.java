package com.evaratech.alert.rules;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A rule as it is kept and shown.
 *
 * @param id name of the rule in the API
 * @param version counts the rule's changes from 1; it is also its ETag
 * @param communityId the tenant that the rule belongs to
 * @param name what its alerts are called, 1 to 120 characters
 * @param binding the nodes that it watches
 * @param condition when it raises an alert
 * @param severity how much such an alert matters
 * @param enabled whether it is judged at all
 * @param createdAt when it was written
 * @param template key of the template that it came of; {@code null} when a person wrote it
 */
@RegisterForReflection
public record Rule(
        UUID id,
        long version,
        UUID communityId,
        String name,
        Binding binding,
        Condition condition,
        Severity severity,
        boolean enabled,
        Instant createdAt,
        @Nullable String template) {

    /** Names this version of it, without the quotes of the header. */
    String etag() {
        return Long.toString(version);
    }
}
