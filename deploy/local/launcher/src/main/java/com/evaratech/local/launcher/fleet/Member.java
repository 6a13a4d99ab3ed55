package com.evaratech.local.launcher.fleet;

import com.evaratech.local.launcher.home.Part;
import com.evaratech.local.launcher.process.Readiness;
import com.evaratech.local.launcher.process.StopSignal;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A process of the fleet that the supervisor starts, watches, starts again when it dies, and stops.
 */
public interface Member {

    String name();

    Part.Kind kind();

    /** Where it answers; known before it starts. */
    String url();

    /** Where it tells its health; null when it has no such port. */
    @Nullable String management();

    /** Starts it and returns its process; it need not be ready yet. */
    ProcessHandle start() throws IOException;

    /** Waits until it is ready, ended, or {@code limit} is over. */
    Readiness.Outcome awaitReady(Duration limit, StopSignal stop) throws InterruptedException;

    /** Stops it in order and returns when it is gone; no effect when it does not run. */
    void stop();
}
