package com.evaratech.alert.silences;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A silence as it is shown. It is about the alerts of its community that fit all of node, rule,
 * severity and category that are given.
 *
 * @param id name of the silence in the API
 * @param communityId whose alerts it is about
 * @param nodeId those of one node
 * @param ruleId those of one rule
 * @param severity those that matter just so much
 * @param category those of nodes of one category, as they were when the alert opened
 * @param from since when nothing is told
 * @param until when it ends by itself
 * @param reason why, as its author wrote
 * @param author who set it up, the subject of a token
 * @param createdAt when
 * @param endedAt when it was ended before its time
 * @param endedBy who did
 * @param state {@code pending} before it begins, {@code active}, {@code over}
 */
@RegisterForReflection
public record AlertSilence(
        UUID id,
        UUID communityId,
        @Nullable UUID nodeId,
        @Nullable UUID ruleId,
        @Nullable String severity,
        @Nullable String category,
        Instant from,
        Instant until,
        String reason,
        String author,
        Instant createdAt,
        @Nullable Instant endedAt,
        @Nullable String endedBy,
        String state) {}
