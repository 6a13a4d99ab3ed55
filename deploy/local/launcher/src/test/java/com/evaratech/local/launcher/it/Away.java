package com.evaratech.local.launcher.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.local.process.OrderlyStop;
import com.evaratech.local.process.Signals;
import java.io.IOException;
import java.time.Duration;

/**
 * The time in which a server of a fleet is away, from its kill until it runs again. Whoever would
 * start it is put to sleep meanwhile.
 */
public final class Away implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final LocalFleet fleet;
    private final String server;
    private final long killed;

    private Away(LocalFleet fleet, String server, long killed) {
        this.fleet = fleet;
        this.server = server;
        this.killed = killed;
    }

    /** Kills a server, which stays away until this is closed. */
    public static Away of(LocalFleet fleet, String server) throws IOException {
        long pid = fleet.pid(server);
        Signals.STOP.send(fleet.supervisor());
        assertThat(OrderlyStop.kill(ProcessHandle.of(pid).orElseThrow()))
                .isEqualTo(OrderlyStop.Outcome.KILLED);
        return new Away(fleet, server, pid);
    }

    /** Returns when the server is back. */
    @Override
    public void close() throws IOException {
        Signals.CONT.send(fleet.supervisor());
        await().atMost(PATIENCE).until(() -> fleet.pid(server) != killed);
    }
}
