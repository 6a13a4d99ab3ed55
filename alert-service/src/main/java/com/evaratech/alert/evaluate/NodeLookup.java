package com.evaratech.alert.evaluate;

import com.evaratech.common.directory.Directory;
import com.evaratech.common.directory.DirectoryKinds;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.directory.NodesByNumber;
import com.evaratech.common.problem.DependencyUnavailable;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Finds the nodes of readings. A reading may be here before the directory has told this process of
 * its node, so an unknown one is waited for, once and for a short time; after that its readings are
 * passed over and counted, until the directory knows it. For the consumer's thread.
 */
@Singleton
class NodeLookup {

    static final String PASSED_OVER = "evara.alert.entries.unknown.node";

    // A change of the directory counts everywhere within this time of its commit. Well below a
    // lease, since the round's transaction waits, too.
    static final Duration PATIENCE = Duration.ofSeconds(2);

    // Nodes that are remembered as unknown; whoever falls out is waited for again.
    private static final int MOST_UNKNOWN = 10_000;

    private static final Logger LOG = Logger.getLogger(NodeLookup.class);

    private final Directory directory;
    private final NodesByNumber nodes;
    private final Counter passedOver;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition told = lock.newCondition();
    private final Map<Long, Boolean> unknown = new Bounded();

    NodeLookup(Directory directory, NodesByNumber nodes, MeterRegistry metrics) {
        this.directory = directory;
        this.nodes = nodes;
        this.passedOver =
                Counter.builder(PASSED_OVER)
                        .description(
                                "Entries of nodes that the directory does not know, not judged")
                        .register(metrics);
        directory.onChange(DirectoryKinds.NODE, (id, before, after) -> wake());
    }

    /** The node of this number, if it is known now. */
    Optional<NodeEntry> find(long number) {
        return nodes.find(number);
    }

    /** The node of this id, or that there is none; nothing when that cannot be told now. */
    Optional<Optional<NodeEntry>> findIfKnown(UUID id) {
        try {
            return Optional.of(directory.node(id).await().indefinitely());
        } catch (DependencyUnavailable e) {
            return Optional.empty();
        }
    }

    /** Whether the directory is here, and what it does not know does not exist. */
    boolean isReady() {
        return directory.isFresh();
    }

    /** Counts an entry that was passed over. */
    void passOver() {
        passedOver.increment();
    }

    /**
     * Returns when all of these are known, or those that are not were waited for long enough.
     *
     * @throws DirectoryNotRead when a node is unknown and so is whether it exists: an outage
     */
    void await(Set<Long> numbers) {
        if (missing(numbers).isEmpty()) {
            return;
        }
        lock.lock();
        try {
            long nanos = PATIENCE.toNanos();
            while (nanos > 0 && !missing(numbers).isEmpty()) {
                nanos = told.awaitNanos(nanos);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DirectoryNotRead("interrupted");
        } finally {
            lock.unlock();
        }
        giveUp(missing(numbers));
    }

    private void giveUp(Set<Long> missing) {
        if (missing.isEmpty()) {
            return;
        }
        if (!directory.isFresh()) {
            throw new DirectoryNotRead("%d nodes are unknown".formatted(missing.size()));
        }
        LOG.warnf(
                "Readings of nodes that the directory does not know are passed over nodes=%d first=%d",
                missing.size(), missing.iterator().next());
        missing.forEach(number -> unknown.put(number, true));
    }

    private Set<Long> missing(Set<Long> numbers) {
        return numbers.stream()
                .filter(number -> nodes.find(number).isEmpty() && !unknown.containsKey(number))
                .collect(Collectors.toSet());
    }

    private void wake() {
        lock.lock();
        try {
            told.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The directory is not there to be asked; the round is repeated until it is. */
    static final class DirectoryNotRead extends RuntimeException {

        private static final long serialVersionUID = 1L;

        DirectoryNotRead(String reason) {
            super("the directory was not read: " + reason, null, false, false);
        }
    }

    private static final class Bounded extends LinkedHashMap<Long, Boolean> {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Boolean> eldest) {
            return size() > MOST_UNKNOWN;
        }
    }
}
