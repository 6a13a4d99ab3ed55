package com.evaratech.node.nodes;

import com.evaratech.node.RegistryException.ImportsWait;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lets one import at a time through: each has a connection to the database for seconds, and those
 * who judge silence and publish revocations need theirs. For virtual threads.
 */
@Singleton
class ImportTurn {

    // Some imports of the greatest size; well before a caller gives up.
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(15);

    private final Semaphore free = new Semaphore(1, true);

    /** To be closed when the import is over. */
    interface Taken extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Waits for the turn.
     *
     * @throws ImportsWait when those before take too long
     */
    Taken take() {
        try {
            if (!free.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new ImportsWait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ImportsWait();
        }
        return free::release;
    }
}
