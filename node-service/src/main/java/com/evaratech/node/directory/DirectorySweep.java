package com.evaratech.node.directory;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * When publishing happens: at once after a change of this replica, and regularly for whatever that
 * missed (a process that died after its commit, a Redis that was away). One virtual thread from
 * start to stop; every replica has one, and the publisher's lock lets one of them work.
 *
 * <p>An outage is logged when it starts and when it is over; in between, changes wait in the
 * registry.
 */
@Singleton
class DirectorySweep {

    private static final Logger LOG = Logger.getLogger(DirectorySweep.class);

    // A change counts everywhere within 2 s, even when only the sweep is left to publish it. The
    // platform's scheduler looks at its triggers once a second, which is too coarse for that.
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

    private static final Duration LONGEST_STOP = Duration.ofSeconds(1);

    private final DirectoryPublisher publisher;
    private final Semaphore asked = new Semaphore(0);
    private final Thread thread;
    private volatile boolean stopping;
    private boolean failing;

    DirectorySweep(DirectoryPublisher publisher) {
        this.publisher = publisher;
        this.thread = Thread.ofVirtual().name("directory-sweep").unstarted(this::run);
    }

    void start(@Observes StartupEvent event) {
        thread.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        asked.release();
        if (!thread.join(LONGEST_STOP)) {
            LOG.warn("Directory sweep did not end in time, another replica or start goes on");
        }
    }

    /** Publishes soon, on the sweep's own thread; many calls at once make one publication. */
    void soon() {
        asked.release();
    }

    private void run() {
        try {
            while (!stopping) {
                sweep();
                if (asked.tryAcquire(LONGEST_PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                    // Before reading: a change committed from here on asks again.
                    int _ = asked.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            // Nothing interrupts this thread but its end.
            Thread.currentThread().interrupt();
        }
    }

    private void sweep() {
        try {
            publisher.publish();
            if (failing) {
                LOG.info("Directory is published again");
            }
            failing = false;
        } catch (SQLException | RuntimeException e) {
            if (!failing) {
                LOG.warn("Directory cannot be published, changes wait", e);
            }
            failing = true;
        }
    }
}
