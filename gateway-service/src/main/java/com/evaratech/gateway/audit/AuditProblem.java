package com.evaratech.gateway.audit;

import com.evaratech.common.problem.ProblemException;
import com.evaratech.common.problem.Status;

/** Why the audit could not be composed. */
final class AuditProblem extends ProblemException {

    private static final long serialVersionUID = 1L;

    private AuditProblem(Status status, String code, String detail) {
        super(status, code, detail);
    }

    /** A file is whole or is none. */
    static AuditProblem incomplete(String service, String reason) {
        return new AuditProblem(
                Status.SERVICE_UNAVAILABLE,
                "audit_incomplete",
                "The audit of %s cannot be read now (%s), and a file without it would not be whole."
                        .formatted(service, reason));
    }
}
