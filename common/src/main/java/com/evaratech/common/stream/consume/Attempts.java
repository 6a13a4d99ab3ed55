package com.evaratech.common.stream.consume;

import com.evaratech.common.loop.Backoff;
import java.time.Duration;
import java.util.SplittableRandom;
import org.jboss.logging.Logger;

/**
 * When something that failed is tried again: after growing pauses. The log has one line when it
 * begins to fail and one when that is over.
 */
final class Attempts {

    private static final Logger LOG = Logger.getLogger(Attempts.class);

    private static final Duration FIRST_WAIT = Duration.ofMillis(50);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final Backoff backoff = new Backoff(FIRST_WAIT, LONGEST_WAIT, new SplittableRandom());
    private final String failing;
    private final String over;
    private int failures;
    private long dueAt = System.nanoTime();

    /**
     * Of something that has not failed yet.
     *
     * @param failing what is said when it begins to fail
     * @param over what is said when it succeeds again
     */
    Attempts(String failing, String over) {
        this.failing = failing;
        this.over = over;
    }

    /** Whether the pause after the last failure is over. */
    boolean isDue() {
        return failures == 0 || System.nanoTime() - dueAt >= 0;
    }

    void succeeded() {
        if (failures > 0) {
            LOG.infof("%s attempts=%d", over, failures);
        }
        failures = 0;
    }

    /** Returns how long to wait. */
    Duration failed(Throwable why) {
        if (failures == 0) {
            LOG.warn(failing, why);
        }
        failures++;
        Duration pause = backoff.after(failures);
        dueAt = System.nanoTime() + pause.toNanos();
        return pause;
    }
}
