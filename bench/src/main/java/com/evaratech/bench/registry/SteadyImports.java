package com.evaratech.bench.registry;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Imports as many nodes as one request may have, one request after the other. So many and no more:
 * what they bring stays in every copy of the directory.
 */
final class SteadyImports implements AutoCloseable {

    private final Registry registry;
    private final int requests;
    private final Thread thread;
    private final CountDownLatch begun = new CountDownLatch(1);
    private volatile @Nullable Exception failure;

    SteadyImports(Registry registry, int requests) {
        this.registry = registry;
        this.requests = requests;
        this.thread = Thread.ofVirtual().name("imports").start(this::run);
    }

    /** Returns when others have something to hear of. */
    void awaitFirst() throws InterruptedException {
        begun.await();
    }

    /** Whether there is more to come. */
    boolean isRunning() {
        return thread.isAlive();
    }

    private void run() {
        try {
            for (int turn = 0; turn < requests; turn++) {
                var _ =
                        registry.importNodes(
                                "text/csv", NodeFile.csv("imported-steady-" + turn), false);
                begun.countDown();
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            failure = e;
        } finally {
            begun.countDown();
        }
    }

    /**
     * Waits for the last of them.
     *
     * @throws IllegalStateException when one failed
     */
    @Override
    public void close() {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Exception cause = failure;
        if (cause != null) {
            throw new IllegalStateException("an import failed", cause);
        }
    }
}
