package com.evaratech.common.bus;

/**
 * The bus answered with an error. In a pipeline, other commands of it may have been carried out.
 */
public final class BusRefusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BusRefusal(String message, Throwable cause) {
        super(message, cause);
    }

    /** Whether the error is of this kind: Redis begins its errors with a word in capitals. */
    public boolean is(String code) {
        return String.valueOf(getMessage()).startsWith(code);
    }
}
