package com.evaratech.gateway.versions;

import com.evaratech.common.problem.ProblemException;
import com.evaratech.common.problem.Status;

/** Why a version of the API does not take a request. */
final class VersionProblem extends ProblemException {

    private static final long serialVersionUID = 1L;

    private VersionProblem(Status status, String code, String detail) {
        super(status, code, detail);
    }

    static VersionProblem gone(String sunset, String successor) {
        return new VersionProblem(
                Status.GONE,
                "version_gone",
                "Version 1 of this API ended on %s; ask %s.".formatted(sunset, successor));
    }

    /** What is packed cannot be mapped while it passes. */
    static VersionProblem packed() {
        return new VersionProblem(
                Status.UNSUPPORTED_MEDIA_TYPE,
                "packed_body",
                "In version 2 of this API, send JSON without Content-Encoding.");
    }
}
