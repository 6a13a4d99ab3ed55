package com.evaratech.bench.registry;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Imports as many nodes as one request may have, again and again, until it is closed. */
final class SteadyImports implements AutoCloseable {

    private final Registry registry;
    private final Thread thread;
    private final CountDownLatch begun = new CountDownLatch(1);
    private volatile boolean ends;
    private volatile @Nullable Exception failure;

    SteadyImports(Registry registry) {
        this.registry = registry;
        this.thread = Thread.ofVirtual().name("imports").start(this::run);
    }

    /** Returns when others have something to hear of. */
    void awaitFirst() throws InterruptedException {
        begun.await();
    }

    private void run() {
        try {
            for (int turn = 0; !ends; turn++) {
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

    /** Waits for the import under way. */
    @Override
    public void close() {
        ends = true;
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
