package com.evaratech.common.precondition;

import com.evaratech.common.problem.ProblemException;
import com.evaratech.common.problem.Status;

/** A change that was not made, because the caller may not have seen what it would change. */
public final class PreconditionRefused extends ProblemException {

    private static final long serialVersionUID = 1L;

    private PreconditionRefused(Status status, String code, String detail) {
        super(status, code, detail);
    }

    static PreconditionRefused missing() {
        return new PreconditionRefused(
                Status.PRECONDITION_REQUIRED,
                "if_match_required",
                "This exists already: send its ETag in If-Match, so that nobody else's change is"
                        + " overwritten unseen.");
    }

    static PreconditionRefused stale(String currentTag) {
        return new PreconditionRefused(
                Status.PRECONDITION_FAILED,
                "stale_version",
                "This has been changed since: its ETag is \"%s\" now. Read it again, then decide."
                        .formatted(currentTag));
    }

    static PreconditionRefused absent() {
        return new PreconditionRefused(
                Status.PRECONDITION_FAILED,
                "nothing_to_match",
                "There is nothing here yet that If-Match could match.");
    }
}
