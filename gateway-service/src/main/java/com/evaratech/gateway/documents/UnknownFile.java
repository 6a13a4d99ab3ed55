package com.evaratech.gateway.documents;

import com.evaratech.common.problem.ProblemException;
import com.evaratech.common.problem.Status;

/** A page has no such file. */
final class UnknownFile extends ProblemException {

    private static final long serialVersionUID = 1L;

    UnknownFile(String path) {
        super(Status.NOT_FOUND, "unknown_path", "There is nothing at %s.".formatted(path));
    }
}
