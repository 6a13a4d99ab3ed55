package com.evaratech.common.gate;

/** The provider's list of keys could not be read; the message says why. */
final class KeySetUnreadable extends Exception {

    private static final long serialVersionUID = 1L;

    KeySetUnreadable(String message, Throwable cause) {
        super(message, cause);
    }

    KeySetUnreadable(String message) {
        super(message);
    }
}
