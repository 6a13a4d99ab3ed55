package com.evaratech.common.bus;

/**
 * The bus did not answer: not reachable, too slow, or busy with starting. What was asked may or may
 * not have happened; the connection it was asked on is closed.
 */
public final class BusUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BusUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
