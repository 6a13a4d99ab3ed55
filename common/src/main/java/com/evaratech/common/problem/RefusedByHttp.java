package com.evaratech.common.problem;

import java.util.Locale;

/** What the HTTP layer itself refuses, of which no more is known than the status. */
public final class RefusedByHttp extends ProblemException {

    private static final long serialVersionUID = 1L;

    /** A refusal with this status. */
    public RefusedByHttp(Status status) {
        super(
                status,
                status.name().toLowerCase(Locale.ROOT),
                "The request was refused: " + status.title().toLowerCase(Locale.ROOT) + ".");
    }
}
