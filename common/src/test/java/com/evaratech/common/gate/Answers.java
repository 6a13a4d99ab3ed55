package com.evaratech.common.gate;

import com.evaratech.common.problem.ProblemException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What a future comes to. */
final class Answers {

    private static final int PATIENCE_SECONDS = 60;

    private Answers() {}

    /**
     * Waits for it.
     *
     * @throws ProblemException when it failed with one
     */
    static <T> T of(CompletableFuture<T> future) {
        try {
            return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ProblemException problem) {
                throw problem;
            }
            throw new AssertionError(e);
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }
}
