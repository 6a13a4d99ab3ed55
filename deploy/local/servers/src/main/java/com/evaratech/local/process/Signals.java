package com.evaratech.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Signals that {@link ProcessHandle} cannot send. */
public enum Signals {
    /**
     * Stops the process where it is, until {@link #CONT}: to its peers it is a machine that hangs.
     */
    STOP,
    /** Lets a stopped process go on. */
    CONT,
    /** What Ctrl-C sends; PostgreSQL's fast shutdown. */
    INT,
    /** Ends the process on the spot. */
    KILL;

    /** Sends this signal. */
    public void send(ProcessHandle process) {
        try {
            int status =
                    new ProcessBuilder("kill", "-" + name(), Long.toString(process.pid()))
                            .start()
                            .waitFor();
            if (status != 0) {
                throw new IllegalStateException("Process " + process.pid() + " took no " + name());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The kill command did not start", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while sending " + name(), e);
        }
    }
}
