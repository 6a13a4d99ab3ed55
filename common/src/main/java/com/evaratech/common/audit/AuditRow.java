package com.evaratech.common.audit;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One change of one thing, to be remembered.
 *
 * @param actor who made it: a token's subject, an API key, a claim token, or {@code configuration}
 * @param action what was done, past tense: {@code added}, {@code changed}, {@code removed}
 * @param subjectType what kind of thing: {@code community}, {@code rule} …
 * @param subjectId its id in the API
 * @param before what it was, in JSON and without secrets; {@code null} when it is new
 * @param after what it is now; {@code null} when it is no more
 * @param tenant whose affair it is
 * @param cause the request that asked for it
 */
public record AuditRow(
        String actor,
        String action,
        String subjectType,
        String subjectId,
        @Nullable String before,
        @Nullable String after,
        Tenant tenant,
        AuditCause cause) {

    /** The tenant's path; an id is only there when all ids above it are. */
    public record Tenant(
            @Nullable UUID distributorId, @Nullable UUID communityId, @Nullable UUID customerId) {}
}
