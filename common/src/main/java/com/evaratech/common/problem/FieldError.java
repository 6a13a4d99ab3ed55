package com.evaratech.common.problem;

/**
 * One field of a request that could not be accepted.
 *
 * @param field path of the field as the caller wrote it, for instance {@code geometry.height_cm}
 * @param value the refused value as text, shortened to 100 characters; {@code null} when missing
 * @param allowed what would have been accepted, as a phrase
 */
public record FieldError(
        String field, @org.jspecify.annotations.Nullable String value, String allowed) {}
