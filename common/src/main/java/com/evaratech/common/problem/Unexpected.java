package com.evaratech.common.problem;

/** A fault of ours. What it was stands in the log, and is nothing for the caller. */
public final class Unexpected extends ProblemException {

    private static final long serialVersionUID = 1L;

    /** The same for every fault. */
    public Unexpected() {
        super(
                Status.INTERNAL_SERVER_ERROR,
                "internal",
                "The request failed on our side; the request id leads to the cause.");
    }
}
