package com.evaratech.common.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of every error answer: problem details as RFC 9457 defines them, with three extension
 * members of ours.
 *
 * @param type {@code urn:evara:problem:} followed by the code
 * @param title the HTTP status in words
 * @param status the HTTP status code, repeated as the RFC asks
 * @param detail a sentence for a person about this very occurrence
 * @param code stable machine-readable name of the error, for instance {@code node_key_taken}
 * @param errors the fields at fault; absent from the JSON when there are none
 * @param requestId the request's id, to be quoted to support and found in the logs
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        String code,
        List<FieldError> errors,
        @JsonProperty("request_id") @Nullable String requestId) {

    /** The media type of this body (RFC 9457 §3). */
    public static final String MEDIA_TYPE = "application/problem+json";

    private static final String TYPE_PREFIX = "urn:evara:problem:";

    /** Copies the errors. */
    public Problem {
        errors = List.copyOf(errors);
    }

    /** A problem whose type and title follow from code and status. */
    public static Problem of(
            Status status,
            String code,
            String detail,
            List<FieldError> errors,
            @Nullable String requestId) {
        return new Problem(
                TYPE_PREFIX + code, status.title(), status.code(), detail, code, errors, requestId);
    }

    /** The problem that an exception of ours stands for. */
    public static Problem of(ProblemException exception, @Nullable String requestId) {
        return of(
                exception.status(),
                exception.code(),
                exception.detail(),
                exception.errors(),
                requestId);
    }
}
