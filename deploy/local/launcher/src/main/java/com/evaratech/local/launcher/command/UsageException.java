package com.evaratech.local.launcher.command;

/** The command line cannot be understood; the message says which part of it. */
public final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UsageException(String message) {
        super(message);
    }
}
