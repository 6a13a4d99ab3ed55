package com.evaratech.alert.audit;

import com.evaratech.common.access.Placement;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One change to be remembered.
 *
 * @param at when it was made
 * @param actor subject of the token that it was asked with
 * @param action noun and verb, for instance {@code rule.created}
 * @param subjectType what was changed, for instance {@code rule}
 * @param subjectId the API's id of what was changed
 * @param after the subject after the change as the API shows it, in JSON
 * @param place the tenants whose affair it is
 * @param requestId the request that asked for it; {@code null} when no request did
 */
public record Change(
        Instant at,
        String actor,
        String action,
        String subjectType,
        String subjectId,
        String after,
        Placement place,
        @Nullable String requestId) {}
