package com.evaratech.node.directory;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/**
 * When publishing happens: at once after a change, and every second for whatever that missed (a
 * process that died after its commit, a Redis that was away). An outage is logged when it starts
 * and when it is over; in between, changes wait in the registry.
 */
@ApplicationScoped
class DirectorySweep {

    private static final Logger LOG = Logger.getLogger(DirectorySweep.class);

    private final DirectoryPublisher publisher;
    private final ExecutorService threads;
    private final ReentrantLock oneAtATime = new ReentrantLock();
    private final AtomicBoolean asked = new AtomicBoolean();
    private final AtomicBoolean failing = new AtomicBoolean();

    DirectorySweep(DirectoryPublisher publisher, @VirtualThreads ExecutorService threads) {
        this.publisher = publisher;
        this.threads = threads;
    }

    /** Publishes soon, on another thread; many calls at once make one publication. */
    void soon() {
        if (asked.compareAndSet(false, true)) {
            threads.execute(this::sweep);
        }
    }

    /** Every replica sweeps; the publisher's lock lets one of them work. */
    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void sweep() {
        oneAtATime.lock();
        try {
            // Before reading: a change committed from here on asks again.
            asked.set(false);
            publisher.publish();
            if (failing.compareAndSet(true, false)) {
                LOG.info("Directory is published again");
            }
        } catch (SQLException | RuntimeException e) {
            if (failing.compareAndSet(false, true)) {
                LOG.warn("Directory cannot be published, changes wait", e);
            }
        } finally {
            oneAtATime.unlock();
        }
    }
}
