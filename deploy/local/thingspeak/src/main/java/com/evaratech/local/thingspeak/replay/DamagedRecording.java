package com.evaratech.local.thingspeak.replay;

/** A file that is not a recording in one of the known shapes; the message says why. */
final class DamagedRecording extends Exception {
    private static final long serialVersionUID = 1;

    DamagedRecording(String message) {
        super(message);
    }
}
