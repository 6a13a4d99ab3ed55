package com.evaratech.gateway.door;

import com.evaratech.common.problem.ProblemException;
import com.evaratech.common.problem.Status;

/** Why a request does not come as far as the gate. */
final class DoorProblem extends ProblemException {

    private static final long serialVersionUID = 1L;

    private DoorProblem(String code, String detail) {
        super(Status.FORBIDDEN, code, detail);
    }

    static DoorProblem originNotAllowed() {
        return new DoorProblem(
                "origin_not_allowed", "Pages of this origin may not call the API here.");
    }

    /** What was sent has been readable on the way: sending it elsewhere would not undo that. */
    static DoorProblem httpsOnly() {
        return new DoorProblem(
                "https_only", "Come by HTTPS; what you sent could be read by others on its way.");
    }
}
