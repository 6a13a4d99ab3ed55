package com.evaratech.common.problem;

import java.util.List;

/** A request whose fields or parameters cannot be accepted as they are. */
public final class InvalidRequest extends ProblemException {

    private static final long serialVersionUID = 1L;

    /** The code of this error on the wire. */
    public static final String CODE = "invalid_request";

    /** Names every field at fault, so that a caller can mend all of them at once. */
    public InvalidRequest(List<FieldError> errors) {
        super(Status.BAD_REQUEST, CODE, describe(errors), errors);
    }

    /** One field at fault. */
    public InvalidRequest(FieldError error) {
        this(List.of(error));
    }

    private static String describe(List<FieldError> errors) {
        return errors.size() == 1
                ? "The field " + errors.getFirst().field() + " cannot be accepted."
                : errors.size() + " fields cannot be accepted.";
    }
}
