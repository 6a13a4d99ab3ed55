package com.evaratech.local.process;

import java.io.IOException;

/**
 * Ends a server when this JVM is gone, even by KILL: a shell waits on a pipe whose other end only
 * this JVM holds, and the system closes it with the process.
 */
public final class OwnerWatch implements AutoCloseable {

    private static final String SCRIPT =
            """
            trap '' HUP INT TERM
            while read -r line; do :; done
            kill -s "$1" "$2" 2>/dev/null
            kill -s CONT "$2" 2>/dev/null
            """;

    private final Process shell;

    private OwnerWatch(Process shell) {
        this.shell = shell;
    }

    /**
     * Sends the signal to the process once this JVM has ended, unless the watch was closed before.
     */
    public static OwnerWatch start(ProcessHandle server, Signals signal) throws IOException {
        return new OwnerWatch(
                ChildEnvironment.narrow(
                                new ProcessBuilder(
                                        "/bin/sh",
                                        "-c",
                                        SCRIPT,
                                        "sh",
                                        signal.name(),
                                        Long.toString(server.pid())))
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start());
    }

    /** Ends the watch and leaves the server as it is. */
    @Override
    public void close() {
        var _ = OrderlyStop.kill(shell.toHandle());
    }
}
