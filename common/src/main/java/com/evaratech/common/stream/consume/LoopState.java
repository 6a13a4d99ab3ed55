package com.evaratech.common.stream.consume;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** What a loop remembers from one round to the next: sizes, failures, holds, when it last told. */
final class LoopState {

    private static final Logger LOG = Logger.getLogger(LoopState.class);

    // How often to look whether a newer consumer has moved a held partition on.
    private static final Duration HOLD = Duration.ofSeconds(1);

    private final int mostEntries;
    private final Backoff backoff = new Backoff();
    private final Map<Integer, Long> heldAt = new TreeMap<>();
    private int limit;
    private boolean mustReload;
    private boolean failing;
    private long reportedAt = System.nanoTime() - Duration.ofHours(1).toNanos();

    LoopState(int mostEntries) {
        this.mostEntries = mostEntries;
        this.limit = mostEntries;
    }

    /** How many entries to read of each partition. */
    int share(int partitions) {
        return Math.max(1, limit / partitions);
    }

    boolean mustReload() {
        return mustReload;
    }

    void reloaded() {
        mustReload = false;
    }

    void succeeded() {
        backoff.reset();
        limit = Math.min(mostEntries, limit * 2);
        if (failing) {
            LOG.info("Stream is consumed again");
        }
        failing = false;
    }

    /** Smaller next time: a round that is quicker is less often overtaken. */
    void lost() {
        mustReload = true;
        limit = Math.max(1, limit / 2);
    }

    Duration failed(Exception e) {
        if (!failing) {
            LOG.warn("Stream cannot be consumed, entries wait", e);
        }
        failing = true;
        lost();
        return backoff.next();
    }

    /** Partitions that wait for a newer consumer and are not worth a look now. */
    Set<Integer> resting() {
        long now = System.nanoTime();
        return heldAt.entrySet().stream()
                .filter(held -> now - held.getValue() < HOLD.toNanos())
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Partitions that wait for a newer consumer. */
    Set<Integer> held() {
        return Set.copyOf(heldAt.keySet());
    }

    /** Takes note of which of the partitions that were read are held. */
    void hold(Set<Integer> read, Set<Integer> held) {
        heldAt.keySet()
                .removeIf(partition -> read.contains(partition) && !held.contains(partition));
        for (int partition : held) {
            if (heldAt.put(partition, System.nanoTime()) == null) {
                LOG.errorf(
                        "Partition is held before an entry of a newer schema partition=%d",
                        partition);
            }
        }
    }

    boolean reportIsDue(Duration every) {
        long now = System.nanoTime();
        if (now - reportedAt < every.toNanos()) {
            return false;
        }
        reportedAt = now;
        return true;
    }
}
