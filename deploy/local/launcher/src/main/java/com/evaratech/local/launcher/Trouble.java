package com.evaratech.local.launcher;

/**
 * Something the person at the keyboard can put right: its message is one sentence that names what
 * is wrong, with the way out. It is printed as it is, without a stack trace, and ends the command
 * with status 1.
 */
public final class Trouble extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** A trouble whose message needs no technical cause. */
    public Trouble(String message) {
        super(message);
    }

    /** A trouble seen through {@code cause}, which is kept for the launcher's log. */
    public Trouble(String message, Throwable cause) {
        super(message, cause);
    }
}
