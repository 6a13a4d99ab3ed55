package com.evaratech.alert.audit;

import com.evaratech.common.access.Placement;
import org.jspecify.annotations.Nullable;

/**
 * One change to be remembered.
 *
 * @param actor subject of the token that it was asked with
 * @param action what was done, past tense: {@code added}, {@code changed}, {@code removed}
 * @param subjectType what was changed, for instance {@code rule}
 * @param subjectId the API's id of what was changed
 * @param before the subject before the change as the API shows it, in JSON; {@code null} when new
 * @param after the subject after the change; {@code null} when it is no more
 * @param place the tenants whose affair it is
 */
public record Change(
        String actor,
        String action,
        String subjectType,
        String subjectId,
        @Nullable String before,
        @Nullable String after,
        Placement place) {}
