package com.evaratech.local.process;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Ends processes that we started or recorded: first asked, then, when the time given is over,
 * forced.
 */
public final class OrderlyStop {

    /** How a process ended. */
    public enum Outcome {
        /** It had ended before it was asked. */
        WAS_GONE,
        /** It ended by itself when asked. */
        ENDED,
        /** It had to be killed. */
        KILLED
    }

    private static final Duration AFTER_KILL = Duration.ofSeconds(10);
    private static final long LOOK_MILLIS = 50;

    private OrderlyStop() {}

    /** Sends TERM, waits as long as given, then sends KILL. */
    public static Outcome stop(ProcessHandle process, Duration patience) {
        if (!ProcessIdentity.isRunning(process)) {
            return Outcome.WAS_GONE;
        }
        boolean asked = process.destroy();
        if (asked && awaitEnd(process, patience)) {
            return Outcome.ENDED;
        }
        return kill(process);
    }

    /** Sends KILL and waits until the process is gone. */
    public static Outcome kill(ProcessHandle process) {
        boolean forced = process.destroyForcibly();
        if (!awaitEnd(process, AFTER_KILL)) {
            throw new IllegalStateException(
                    "Process "
                            + process.pid()
                            + " survived KILL"
                            + (forced ? "" : " (not permitted)"));
        }
        return Outcome.KILLED;
    }

    /** Waits until the process has ended; false when it still runs after this time. */
    public static boolean awaitEnd(ProcessHandle process, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (ProcessIdentity.isRunning(process)) {
            if (System.nanoTime() >= deadline) {
                return false;
            }
            lookAgain(process);
        }
        return true;
    }

    private static void lookAgain(ProcessHandle process) {
        try {
            ProcessHandle _ = process.onExit().get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // Not yet; a process that nobody collects is noticed by its state on the next look.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(
                    "Interrupted while waiting for process " + process.pid(), e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Waiting for process " + process.pid() + " failed", e);
        }
    }
}
