package com.evaratech.alert.evaluate;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * When alerts of silence that are open are looked at, which costs a row of each: once a minute, and
 * at once those whose nodes the registry tells of. For the consumer's thread.
 */
final class SilenceLooks {

    // A person may end an alert while its node stays silent, and nothing tells of that.
    static final Duration BETWEEN = Duration.ofMinutes(1);

    private final Map<Integer, Instant> next = new HashMap<>();
    private final Map<Integer, Set<UUID>> told = new HashMap<>();

    /** The registry tells of a node. */
    void tell(int partition, UUID node) {
        told.computeIfAbsent(partition, _ -> new HashSet<>()).add(node);
    }

    /** The nodes of a partition that the registry has told of since the last look. */
    Set<UUID> told(int partition) {
        return told.getOrDefault(partition, Set.of());
    }

    /** The partitions that have any. */
    Set<Integer> told() {
        return told.keySet();
    }

    /** Whether all open alerts of a partition are to be looked at. */
    boolean isTime(int partition, Instant now) {
        Instant at = next.get(partition);
        // A clock that was put back must not keep them waiting.
        return at == null || !at.isAfter(now) || at.isAfter(now.plus(BETWEEN));
    }

    /** When they are looked at next, if they are looked at now whenever it is time. */
    Instant after(int partition, Instant now) {
        return isTime(partition, now) ? now.plus(BETWEEN) : next.getOrDefault(partition, now);
    }

    /** The whole of a partition was looked at. */
    void looked(int partition, Instant now) {
        next.put(partition, after(partition, now));
        told.remove(partition);
    }

    /** What the registry told of was looked at. */
    void lookedAtTold(int partition) {
        told.remove(partition);
    }

    /** Others have the rest. */
    void keepOnly(Set<Integer> partitions) {
        next.keySet().retainAll(partitions);
        told.keySet().retainAll(partitions);
    }
}
