package com.evaratech.gateway.view;

import com.evaratech.common.problem.ProblemException;
import com.evaratech.common.problem.Status;

/** Why a view could not be made. */
final class ViewProblem extends ProblemException {

    private static final long serialVersionUID = 1L;

    private ViewProblem(Status status, String code, String detail) {
        super(status, code, detail);
    }

    /** The service's answer is not what it says it is. */
    static ViewProblem unreadableNode() {
        return new ViewProblem(
                Status.BAD_GATEWAY,
                "service_unreadable",
                "The node-service gave an answer that cannot be read.");
    }
}
