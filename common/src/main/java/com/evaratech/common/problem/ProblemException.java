package com.evaratech.common.problem;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * An error that a caller may see as it is. Each service has one sealed subclass of it as the root
 * of its own errors, so that the compiler knows them all; {@code problem.rest} turns any of them
 * into an answer.
 *
 * <p>Carries no stack trace: it reports what a caller did, not where our code stood.
 */
public abstract class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Status status;
    private final String code;
    private final String detail;
    private final transient List<FieldError> errors;

    /** An error without fields at fault. */
    protected ProblemException(Status status, String code, String detail) {
        this(status, code, detail, List.of());
    }

    /** An error caused by the named fields. */
    protected ProblemException(Status status, String code, String detail, List<FieldError> errors) {
        super(detail, null, false, false);
        this.status = status;
        this.code = code;
        this.detail = detail;
        this.errors = List.copyOf(errors);
    }

    /** The HTTP status to answer with. */
    public final Status status() {
        return status;
    }

    /** Stable machine-readable name of the error. */
    public final String code() {
        return code;
    }

    /** A sentence for a person. */
    public final String detail() {
        return detail;
    }

    /** The fields at fault, possibly none. */
    public final List<FieldError> errors() {
        return errors;
    }

    /** When a repetition makes sense; present only for passing troubles. */
    public Optional<Duration> retryAfter() {
        return Optional.empty();
    }
}
