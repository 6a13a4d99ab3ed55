package com.evaratech.local.launcher.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A command under way, and the lines that it prints. */
final class Said implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 120;

    private final Process process;
    private final BufferedReader reader;

    Said(Process process) {
        this.process = process;
        this.reader = process.inputReader();
    }

    /** The next line; waits for it. */
    String next() throws IOException {
        String line = reader.readLine();
        if (line == null) {
            throw new IllegalStateException("it ended: " + process);
        }
        return line;
    }

    /** All that follow, when it has ended by itself. */
    List<String> rest() throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            lines.add(line);
        }
        return lines;
    }

    /**
     * What Ctrl-C does. By TERM, which the launcher treats alike: children of a test run in the
     * background inherit that INT is ignored.
     */
    void interrupt() {
        var _ = process.toHandle().destroy();
    }

    int status() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("it goes on: " + process);
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroy();
    }
}
