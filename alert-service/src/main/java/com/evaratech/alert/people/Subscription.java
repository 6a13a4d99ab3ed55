package com.evaratech.alert.people;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which alerts go to a channel: all that fit everything that is given, of those that the person
 * sees.
 *
 * @param id name of the subscription in the API
 * @param version counts the subscription's changes from 1; it is also its ETag
 * @param channelId where they are told
 * @param leastSeverity alerts that matter less are not told
 * @param kind those of nodes of one kind
 * @param category those of nodes of one category, as they were when the alert opened
 * @param communityId those of one community
 * @param nodeId those of one node
 * @param resolved whether their ends are told, too
 * @param createdAt when it was set up
 */
@RegisterForReflection
record Subscription(
        UUID id,
        long version,
        UUID channelId,
        String leastSeverity,
        @Nullable String kind,
        @Nullable String category,
        @Nullable UUID communityId,
        @Nullable UUID nodeId,
        boolean resolved,
        Instant createdAt) {

    /** Names this version of it, without the quotes of the header. */
    String etag() {
        return Long.toString(version);
    }

    /** What the audit tells of it: not what it is about. */
    JsonObject audited() {
        return new JsonObject()
                .put("channel_id", channelId.toString())
                .put("least_severity", leastSeverity)
                .put("version", version);
    }
}
