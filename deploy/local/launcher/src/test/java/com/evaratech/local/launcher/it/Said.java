package com.evaratech.local.launcher.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A command under way, and the lines that it prints. */
final class Said implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 150;

    private final Process process;
    // The last one is empty: it has ended.
    private final BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();

    Said(Process process) {
        this.process = process;
        var _ = Thread.ofVirtual().start(this::read);
    }

    private void read() {
        try (var reader = process.inputReader()) {
            reader.lines().map(Optional::of).forEach(lines::add);
        } catch (IOException | UncheckedIOException ended) {
            // By the test, which hears no more.
        }
        lines.add(Optional.empty());
    }

    /** The next line; waits for it. */
    String next() throws InterruptedException {
        return nextIfAny().orElseThrow(() -> new IllegalStateException("it ended: " + process));
    }

    /** All that follow, when it has ended by itself. */
    List<String> rest() throws InterruptedException {
        List<String> rest = new ArrayList<>();
        for (var line = nextIfAny(); line.isPresent(); line = nextIfAny()) {
            rest.add(line.get());
        }
        return rest;
    }

    private Optional<String> nextIfAny() throws InterruptedException {
        Optional<String> line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (line == null) {
            throw new IllegalStateException("it says nothing: " + process);
        }
        return line;
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
