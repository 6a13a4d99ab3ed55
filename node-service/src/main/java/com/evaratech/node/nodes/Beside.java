package com.evaratech.node.nodes;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/** Something that is worked out on a thread of its own while this one waits for the database. */
final class Beside<T> {

    private final FutureTask<T> work;

    private Beside(FutureTask<T> work) {
        this.work = work;
    }

    /** Begins; the work needs nothing of the request that this thread serves. */
    static <T> Beside<T> begin(Supplier<T> work) {
        var task = new FutureTask<T>(work::get);
        Thread _ = Thread.ofVirtual().name("import").start(task);
        return new Beside<>(task);
    }

    /** What came of it, once it is done. */
    T get() {
        try {
            return work.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while rows are written out", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("rows cannot be written out", e);
        }
    }
}
