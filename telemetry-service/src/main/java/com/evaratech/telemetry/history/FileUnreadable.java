package com.evaratech.telemetry.history;

/** A file of which no row can be read; the message is a sentence for whoever sent it. */
final class FileUnreadable extends Exception {

    private static final long serialVersionUID = 1L;

    FileUnreadable(String message) {
        super(message, null, false, false);
    }
}
