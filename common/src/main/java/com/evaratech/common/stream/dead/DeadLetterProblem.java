package com.evaratech.common.stream.dead;

import com.evaratech.common.problem.ProblemException;
import com.evaratech.common.problem.Status;

/** Why nothing can be done with a dead letter. */
public final class DeadLetterProblem extends ProblemException {

    private static final long serialVersionUID = 1L;

    private DeadLetterProblem(Status status, String code, String detail) {
        super(status, code, detail);
    }

    static DeadLetterProblem notFound(String number) {
        return new DeadLetterProblem(
                Status.NOT_FOUND,
                "dead_letter_not_found",
                "There is no dead letter %s: it has had its effect, was discarded, or never was."
                        .formatted(number));
    }
}
