package com.evaratech.common.stream.consume;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * What a loop remembers from one round to the next: failures, holds, when it began, when it told.
 */
final class LoopState {

    private static final Logger LOG = Logger.getLogger(LoopState.class);

    // How often to look whether a newer consumer has moved a held partition on.
    private static final Duration HOLD = Duration.ofSeconds(1);

    private final Attempts attempts =
            new Attempts("Stream cannot be consumed, entries wait", "Stream is consumed again");
    private final Map<Integer, Long> heldAt = new TreeMap<>();
    private final Duration roundsApart;
    private boolean mustReload;
    private long begunAt = System.nanoTime();
    private long reportedAt = System.nanoTime() - Duration.ofHours(1).toNanos();

    LoopState(Duration roundsApart) {
        this.roundsApart = roundsApart;
    }

    void roundBegins() {
        begunAt = System.nanoTime();
    }

    /** How long to let entries gather: not at all when the last round began long enough ago. */
    Duration untilNextRound() {
        Duration left = roundsApart.minusNanos(System.nanoTime() - begunAt);
        return left.isNegative() ? Duration.ZERO : left;
    }

    boolean mustReload() {
        return mustReload;
    }

    void reloaded() {
        mustReload = false;
    }

    void succeeded() {
        attempts.succeeded();
    }

    /** Only the database knows where partitions stand. */
    void lost() {
        mustReload = true;
    }

    /** Something is away; returns how long to wait for it. */
    Duration failed(Throwable e) {
        lost();
        return attempts.failed(e);
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
