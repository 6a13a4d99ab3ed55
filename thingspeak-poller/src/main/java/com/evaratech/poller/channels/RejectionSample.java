package com.evaratech.poller.channels;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;

/**
 * Something that was not accepted.
 *
 * @param entryId the row
 * @param reason why
 * @param field which of its fields, or {@code created_at}
 * @param value as it came, cut when long
 * @param allowed what would have been accepted
 * @param noticedAt when it was read
 */
@RegisterForReflection
public record RejectionSample(
        long entryId,
        String reason,
        String field,
        String value,
        String allowed,
        Instant noticedAt) {}
