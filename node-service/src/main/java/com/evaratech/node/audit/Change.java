package com.evaratech.node.audit;

import org.jspecify.annotations.Nullable;

/**
 * One change of one thing in the registry. Before and after are what the API shows of it, which
 * never holds a secret.
 *
 * @param action what was done, past tense: {@code added}, {@code changed}, {@code removed}
 * @param subjectType what kind of thing: {@code community}, {@code profile}, {@code node} ...
 * @param subjectId its id in the API
 * @param before what it was; {@code null} when it is new
 * @param after what it is now; {@code null} when it is no more
 * @param tenant whose affair it is
 */
public record Change(
        String action,
        String subjectType,
        String subjectId,
        @Nullable Object before,
        @Nullable Object after,
        AuditedTenant tenant) {

    /** Something new. */
    public static Change added(
            String subjectType, Object subjectId, Object after, AuditedTenant tenant) {
        return new Change("added", subjectType, subjectId.toString(), null, after, tenant);
    }

    /** Something that was another way before. */
    public static Change changed(
            String subjectType,
            Object subjectId,
            Object before,
            Object after,
            AuditedTenant tenant) {
        return new Change("changed", subjectType, subjectId.toString(), before, after, tenant);
    }

    /** Something that is no more. */
    public static Change removed(
            String subjectType, Object subjectId, Object before, AuditedTenant tenant) {
        return new Change("removed", subjectType, subjectId.toString(), before, null, tenant);
    }
}
